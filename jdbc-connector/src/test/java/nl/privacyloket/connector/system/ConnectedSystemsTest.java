package nl.privacyloket.connector.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.sample.SampleDatabase;
import nl.privacyloket.stack.sample.SampleSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectedSystemsTest {
    private static EmbeddedPostgresServer server;

    @TempDir
    Path directory;

    private Path mappings;
    private Path keys;

    @BeforeAll
    static void install() throws Exception {
        server = EmbeddedPostgresServer.startTemporary();
        new SampleDatabase(server).install(SampleSystem.COMPJOETER_RECOVERY, LocalDate.of(2026, 11, 22));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void mappingAndKeys() throws IOException {
        mappings = Files.createDirectory(directory.resolve("mappings"));
        keys = Files.createDirectory(directory.resolve("keys"));
        KeyFolder.generate(keys, List.of("compjoeter-recovery"));
        write("compjoeter-recovery", yaml());
    }

    private static String yaml() {
        return ShopDatabase.resource("/sample/mappings/compjoeter-recovery.yaml");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(mappings.resolve(name + ".yaml"), yaml);
    }

    private ConnectedSystems start(Map<String, String> environment) {
        return ConnectedSystems.start(
                mappings,
                keys,
                environment,
                Map.of("bootstrap.servers", "localhost:1"),
                (system, command, outcome) -> {},
                folder -> new CheckpointSettings(
                        folder.auditSigners(), folder.auditKeys(), Duration.ZERO, Duration.ofHours(1)),
                Clock.systemUTC());
    }

    private static Map<String, String> environment() {
        return Map.of("DATASYSTEMS_JDBC_URL", server.jdbcUrl("datasystems"), "RECOVERY_PASSWORD", "recovery");
    }

    @Test
    void servesASystemWhoseMappingFitsThoughKafkaIsAway() throws Exception {
        try (ConnectedSystems systems = start(environment())) {
            assertThat(systems.find("compjoeter-recovery").orElseThrow().state().kind())
                    .isEqualTo(Kind.RUNNING);
            try (Connection connection = server.connect("datasystems", "recovery");
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute(
                                "SELECT 1 FROM connector_recovery.inbox, connector_recovery.erased_person"))
                        .isTrue();
            }
        }
    }

    @Test
    void startsNothingAndSaysAllThatIsWrongWithAnyOfThem() throws IOException {
        write("a", yaml().replace("column: email", "column: mail").replace("column: taken_in_on", "column: device"));
        write(
                "b",
                yaml().replace("system: compjoeter-recovery", "system: other")
                        .replace("connector_recovery", "connector_b"));
        write(
                "c",
                yaml().replace("system: compjoeter-recovery", "system: third\nkeys: { directory: compjoeter-recovery }")
                        .replace("connector_recovery", "connector_c")
                        .replace("RECOVERY_PASSWORD", "NOT_SET"));
        Files.delete(mappings.resolve("compjoeter-recovery.yaml"));

        MappingRefusedException refused =
                catchThrowableOfType(MappingRefusedException.class, () -> start(environment()));

        assertThat(refused.problems())
                .extracting(MappingProblem::toString)
                .contains(
                        "a.yaml: tables.customer.identifiers.e-mail.column: recovery.customer has no column mail",
                        "a.yaml: tables.recovery_job.startedOn: device is text, not a date or a timestamp",
                        "b.yaml: keys.directory: there is no key folder " + keys.resolve("other"),
                        "c.yaml: database.passwordEnv: environment variable NOT_SET is not set");
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        server.stop();
        try (ConnectedSystems systems = start(environment())) {
            ConnectedSystem system = systems.all().get(0);
            assertThat(system.state().kind()).isEqualTo(Kind.WAITING);

            server.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> system.state().kind() == Kind.RUNNING);
        }
    }

    @Test
    void refusesASystemThatTurnsOutNotToFitAndLetsTheOthersBe() throws IOException {
        write("compjoeter-recovery", yaml().replace("column: email", "column: mail"));
        server.stop();
        try (ConnectedSystems systems = start(environment())) {
            ConnectedSystem system = systems.all().get(0);

            server.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> system.state().kind() == Kind.REFUSED);
        }
    }
}
