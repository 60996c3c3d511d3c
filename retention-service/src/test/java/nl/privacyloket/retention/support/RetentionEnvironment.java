package nl.privacyloket.retention.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.oidc.IdentityProvider;
import nl.privacyloket.stack.postgres.DatabaseSetup;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.postgres.PostgresOptions;

/** A real PostgreSQL whose sessions live in a far zone, a real Kafka, an OIDC provider and fresh keys. */
public final class RetentionEnvironment implements QuarkusTestResourceLifecycleManager {
    /** Configuration key of the folder with the key folders of all services. */
    public static final String KEYS = "test.keys";

    private static final String DATABASE = "privacyloket";
    private static final String ROLE = "retention_service";

    private EmbeddedPostgresServer postgres;
    private EmbeddedKafkaBroker kafka;
    private IdentityProvider identity;

    @Override
    public Map<String, String> start() {
        postgres = EmbeddedPostgresServer.start(PostgresOptions.temporary().with("timezone", "America/Adak"));
        kafka = EmbeddedKafkaBroker.startTemporary();
        identity = IdentityProvider.start(0);
        // The topics of other services, which are not this service's to create.
        kafka.createTopic("privacyloket.policies.v1", 1, Map.of("cleanup.policy", "compact"));
        kafka.createTopic("privacyloket.requests.v1", 6, Map.of());
        kafka.createTopic("privacyloket.notifications.v1", 6, Map.of());
        createSchema();
        var keys = generateKeys();
        var config = new HashMap<String, String>();
        config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(DATABASE));
        config.put("quarkus.datasource.username", ROLE);
        config.put("quarkus.datasource.password", ROLE);
        config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        config.put("quarkus.oidc.auth-server-url", identity.issuerUrl());
        config.put("quarkus.http.test-port", "0");
        config.put(
                "privacyloket.keys.directory", keys.resolve("retention-service").toString());
        config.put(KEYS, keys.toString());
        // Tests take up what is due themselves, so that nothing happens between two of their lines.
        config.put("privacyloket.commands.check-every", "off");
        config.put("privacyloket.sweep.check-every", "off");
        config.put("privacyloket.sweep.at-once", "false");
        config.put("privacyloket.backups.check-every", "off");
        config.put("privacyloket.restores.check-every", "off");
        config.put("privacyloket.restores.tidy-every", "off");
        config.put("privacyloket.certificates.check-every", "off");
        config.put("privacyloket.holds.check-every", "off");
        config.put("privacyloket.register.check-every", "off");
        config.put("privacyloket.holds.patience", "PT1S");
        for (var noisy : List.of("kafka", "org.apache.kafka", "io.zonky")) {
            config.put("quarkus.log.category.\"" + noisy + "\".level", "ERROR");
        }
        return config;
    }

    private void createSchema() {
        try (var connection = postgres.connect("postgres")) {
            var setup = new DatabaseSetup(connection);
            setup.createDatabase(DATABASE);
            setup.createRole(ROLE);
            setup.allowConnect(DATABASE, ROLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (var connection = postgres.connect(DATABASE)) {
            new DatabaseSetup(connection).createSchema("retention", ROLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path generateKeys() {
        try {
            var keys = Files.createTempDirectory("retention-keys");
            KeyFolder.generate(keys, List.of("retention-service", "request-service", "notification-service"));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (identity != null) {
            identity.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
