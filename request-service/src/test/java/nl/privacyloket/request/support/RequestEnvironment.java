package nl.privacyloket.request.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.oidc.IdentityProvider;
import nl.privacyloket.stack.postgres.DatabaseSetup;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.postgres.PostgresOptions;

/** A real PostgreSQL whose sessions live in a far zone, a real Kafka, an OIDC provider and fresh keys. */
public final class RequestEnvironment implements QuarkusTestResourceLifecycleManager {

    /** Configuration key of the folder with the key folders of all services. */
    public static final String KEYS = "test.keys";

    private static final String DATABASE = "privacyloket";
    private static final String ROLE = "request_service";

    /** Argument that names the folder with policies; the five of the project otherwise. */
    public static final String POLICIES = "policies";

    private String policies = "../policies";
    private EmbeddedPostgresServer postgres;
    private EmbeddedKafkaBroker kafka;
    private IdentityProvider identity;

    @Override
    public void init(Map<String, String> arguments) {
        policies = arguments.getOrDefault(POLICIES, policies);
    }

    @Override
    public Map<String, String> start() {
        postgres = EmbeddedPostgresServer.start(PostgresOptions.temporary().with("timezone", "America/Adak"));
        kafka = EmbeddedKafkaBroker.startTemporary();
        // Other services own them.
        kafka.createTopic("privacyloket.retention.v1", 2, Map.of());
        kafka.createTopic("privacyloket.notifications.v1", 2, Map.of());
        identity = IdentityProvider.start(0);
        createSchema();
        Path keys = generateKeys();
        return Map.of(
                "quarkus.datasource.jdbc.url",
                postgres.jdbcUrl(DATABASE),
                "quarkus.datasource.username",
                ROLE,
                "quarkus.datasource.password",
                ROLE,
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "quarkus.oidc.auth-server-url",
                identity.issuerUrl(),
                "privacyloket.policies.directory",
                policies,
                "privacyloket.public-url",
                "https://loket.example",
                "privacyloket.keys.directory",
                keys.resolve("request-service").toString(),
                KEYS,
                keys.toString());
    }

    private void createSchema() {
        try (Connection connection = postgres.connect("postgres")) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            setup.createDatabase(DATABASE);
            setup.createRole(ROLE);
            setup.allowConnect(DATABASE, ROLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (Connection connection = postgres.connect(DATABASE)) {
            new DatabaseSetup(connection).createSchema("request", ROLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path generateKeys() {
        try {
            Path keys = Files.createTempDirectory("request-keys");
            KeyFolder.generate(keys, List.of("request-service", "retention-service", "notification-service"));
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
