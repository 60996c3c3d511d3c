package nl.privacyloket.connector.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.PseudonymRegister;
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
    void mappingAndKeys() throws Exception {
        forgetWhatWasTold();
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
                KeptLogs.signedAtOnce(),
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
            assertThat(told()).containsExactly("service.started", "configuration.effective", "mapping.loaded");
        }
    }

    /** What the system's log is told of starts, in its order. */
    private static List<String> told() throws SQLException {
        try (Connection connection = server.connect("datasystems", "recovery");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT action FROM connector_recovery.audit_pending"
                        + " WHERE actor = 'system:compjoeter-recovery' ORDER BY id")) {
            List<String> told = new ArrayList<>();
            while (rows.next()) {
                told.add(rows.getString(1));
            }
            return told;
        }
    }

    private static void forgetWhatWasTold() throws SQLException {
        try (Connection connection = server.connect("datasystems", "recovery");
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN IF to_regclass('connector_recovery.audit_pending') IS NOT NULL"
                    + " THEN DELETE FROM connector_recovery.audit_pending; END IF; END $$");
        }
    }

    @Test
    void anOperatorWhoHasNotActedForSevenYearsIsForgottenAndTheLogSaysSo() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (ConnectedSystems systems = start(environment())) {
            ConnectedSystem system = systems.all().get(0);
            String old = lastSeen(system, "gone", today.minusYears(7).minusDays(1));
            String present = lastSeen(system, "there", today.minusYears(7).plusDays(1));

            system.forget();

            assertThat(resolved(system, old)).isEmpty();
            assertThat(resolved(system, present)).contains("there");
            try (Connection connection = server.connect("datasystems", "recovery");
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT actor || ' ' || organisation || ' ' || object_id || ' ' ||"
                                    + " outcome FROM connector_recovery.audit_pending"
                                    + " WHERE action = 'actor.pseudonym-destroyed'")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("system:compjoeter-recovery compjoeter " + old + " expired");
                assertThat(row.next()).isFalse();
            }
        }
    }

    private static String lastSeen(ConnectedSystem system, String operator, LocalDate day) throws Exception {
        return system.transactions().inTransaction(connection -> system.pseudonyms()
                .obtain(connection, PseudonymRegister.Kind.ACTOR, "compjoeter", operator, day));
    }

    private static Optional<String> resolved(ConnectedSystem system, String pseudonym) throws Exception {
        return system.transactions().inTransaction(connection -> system.pseudonyms()
                .resolve(connection, "compjoeter", pseudonym, system.keys().pseudonyms())
                .map(PseudonymRegister.Resolved::name));
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
    void waitsForADatabaseThatIsAway() throws Exception {
        server.stop();
        try (ConnectedSystems systems = start(environment())) {
            ConnectedSystem system = systems.all().get(0);
            assertThat(system.state().kind()).isEqualTo(Kind.WAITING);

            server.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> system.state().kind() == Kind.RUNNING);
            // Once for the start, however often the database was looked for.
            assertThat(told()).containsExactly("service.started", "configuration.effective", "mapping.loaded");
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
