package nl.privacyloket.connector.operations;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.connector.maria.MariaShop;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.oidc.IdentityProvider;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.sample.SampleDatabase;
import nl.privacyloket.stack.sample.SampleSystem;

/** The five sample data systems and a shop in MariaDB with their keys and mappings, Kafka and an identity provider. */
public final class DataSystems implements QuarkusTestResourceLifecycleManager {
    /** There is a MariaDB to run for this kind of machine alone. */
    private static final boolean HAS_MARIADB = System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");

    private static EmbeddedPostgresServer postgres;
    private static MariaShop maria;
    private static EmbeddedKafkaBroker kafka;
    private static IdentityProvider identityProvider;
    private static Path keys;

    @Override
    public Map<String, String> start() {
        postgres = EmbeddedPostgresServer.startTemporary();
        kafka = EmbeddedKafkaBroker.startTemporary();
        identityProvider = IdentityProvider.start(0);
        keys = TemporaryDirectory.create("keys");
        Path mappings = TemporaryDirectory.create("mappings");
        try {
            new SampleDatabase(postgres).install(LocalDate.of(2026, 11, 22));
            if (HAS_MARIADB) {
                maria = MariaShop.unconnected();
                maria.fullCustomer(7, "Anna Jansen", "anna@example.org");
                Files.writeString(
                        mappings.resolve("maria-shop.yaml"),
                        MariaShop.yaml()
                                .replace("system: test-shop", "system: maria-shop")
                                .replace("connector_shop", maria.connector()));
                kafka.createTopic("privacyloket.commands.maria-shop.v1", 2, Map.of());
            }
            for (SampleSystem system : SampleSystem.values()) {
                String file = system.id() + ".yaml";
                Files.writeString(mappings.resolve(file), ShopDatabase.resource("/sample/mappings/" + file));
                kafka.createTopic("privacyloket.commands." + system.id() + ".v1", 2, Map.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        kafka.createTopic("privacyloket.results.v1", 2, Map.of());
        KeyFolder.generate(
                keys,
                Stream.concat(
                                Stream.of(SampleSystem.values()).map(SampleSystem::id),
                                Stream.of("retention-service", "maria-shop"))
                        .toList());
        try {
            // As of systems with one key folder: pseudonyms of before the registers are the same in both.
            Files.copy(
                    keys.resolve("prifora-webshop/pseudonym.key"),
                    keys.resolve("maria-shop/pseudonym.key"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>();
        config.put("privacyloket.connector.mappings", mappings.toString());
        config.put("privacyloket.keys.directory", keys.toString());
        config.put("privacyloket.connector.environment.DATASYSTEMS_JDBC_URL", postgres.jdbcUrl(SampleSystem.DATABASE));
        for (String role : List.of("WEBSHOP", "SITE", "RECOVERY", "PORTAL", "CRM")) {
            config.put("privacyloket.connector.environment." + role + "_PASSWORD", "any");
        }
        if (HAS_MARIADB) {
            config.put("privacyloket.connector.environment.TEST_URL", maria.url());
            config.put("privacyloket.connector.environment.TEST_USER", maria.name());
            config.put("privacyloket.connector.environment.TEST_PASSWORD", "shop");
        }
        config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        config.put("quarkus.oidc.auth-server-url", identityProvider.issuerUrl());
        return config;
    }

    @Override
    public void stop() {
        identityProvider.close();
        kafka.close();
        postgres.close();
    }

    static EmbeddedPostgresServer postgres() {
        return postgres;
    }

    static EmbeddedKafkaBroker kafka() {
        return kafka;
    }

    /** Seals as retention-service does. */
    static Sealer sealer() {
        return KeyFolder.at(keys.resolve("retention-service")).sealer();
    }

    /** A token of a role at an organisation. */
    static String token(String role, String organisation) {
        return identityProvider.token(role, organisation);
    }

    static String token(StaffClaims claims) {
        return identityProvider.token(claims);
    }

    /** A token of somebody in particular. */
    static String token(String subject, String role, List<String> organisations) {
        return identityProvider.token(new StaffClaims(subject, List.of(role), organisations));
    }
}
