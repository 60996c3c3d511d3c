package nl.privacyloket.connector.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import nl.privacyloket.messaging.audit.PseudonymRegister.Known;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** No system's log and register depend on those of another, and what they share goes from all of them. */
@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class SeveralSystemsQuarkusTest {
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final LocalDate LONG_AGO = LocalDate.now(ZoneOffset.UTC).minusDays(90);
    private static final List<String> OF_PRIFORA = List.of("maria-shop", "prifora-webshop");

    @Inject
    Connector connector;

    @Inject
    SystemRefusals refusals;

    private ConnectedSystem system(String id) {
        return connector.systems().stream()
                .filter(system -> system.mapping().system().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** How many refused calls a system's log tells of, wherever its entries wait. */
    private long refused(String id, String endpoint) throws SQLException {
        long times = 0;
        try (Connection connection = system(id).dataSource().getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select outcome from audit_pending where action = 'access.refused' and object_id = ?
                        union all select outcome from audit_entry where action = 'access.refused' and object_id = ?
                        """)) {
            query.setString(1, endpoint);
            query.setString(2, endpoint);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String[] outcome = row.getString(1).split("\\.times-");
                    times += outcome.length == 1 ? 1 : Long.parseLong(outcome[1]);
                }
            }
        }
        return times;
    }

    private void settle() {
        refusals.settle(Instant.now().plus(Duration.ofMinutes(3)));
    }

    private static Connection recovery() throws SQLException {
        return DataSystems.postgres().connect("datasystems", "recovery");
    }

    /** The system whose database hangs is the first by its id. */
    @Test
    void aSystemWhoseDatabaseHangsKeepsNoOtherWaiting() throws Exception {
        String endpoint = "GET /systems/{system}/k-anonymity";
        long before = refused("infactor-crm", endpoint);
        try (Connection connection = recovery();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table connector_recovery.audit_refusal in access exclusive mode");
            for (int call = 0; call < 25; call++) {
                given().auth()
                        .oauth2(DataSystems.token("volhouder@infactor", "case-handler", List.of("infactor")))
                        .get("/systems/infactor-crm/k-anonymity?table=contact&columns=email&k=2")
                        .then()
                        .statusCode(403);
            }

            CompletableFuture<Void> settled = CompletableFuture.runAsync(this::settle);

            await().atMost(AT_MOST).until(() -> refused("infactor-crm", endpoint) == before + 25);
            settled.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void callsOfNobodyAreNotedInTheFirstSystemWhoseLogCanBeWritten() throws Exception {
        String endpoint = "DELETE /dead-letters/{id}";
        settle();
        long crm = refused("infactor-crm", endpoint);
        long recovery = refused("compjoeter-recovery", endpoint);
        try (Connection connection = recovery();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table connector_recovery.audit_refusal rename to audit_refusal_gone");
            try {
                settle();
                callOfNobody();
                settle();
                assertThat(refused("infactor-crm", endpoint)).isEqualTo(crm + 1);
            } finally {
                statement.execute("alter table connector_recovery.audit_refusal_gone rename to audit_refusal");
            }
        }

        settle();
        callOfNobody();
        settle();
        assertThat(refused("compjoeter-recovery", endpoint)).isEqualTo(recovery + 1);
        assertThat(refused("infactor-crm", endpoint)).isEqualTo(crm + 1);
    }

    private static void callOfNobody() {
        given().delete("/dead-letters/0d9ed0c4-3a3f-4a47-9a0e-0f6f3a3f3a3f")
                .then()
                .statusCode(401);
    }

    /** Puts somebody into a system's register; the pseudonym is the one of before it, which systems with the same keys share. */
    private String registered(String id, String subject, LocalDate seenOn) throws Exception {
        ConnectedSystem system = system(id);
        system.transactions().inTransaction(connection -> system.pseudonyms()
                .obtain(connection, Kind.ACTOR, "prifora", subject, seenOn));
        return system.keys().pseudonyms().of("prifora", subject);
    }

    private Optional<Known> found(String id, String subject) throws Exception {
        ConnectedSystem system = system(id);
        return system.transactions()
                .inTransaction(connection -> system.pseudonyms().find(connection, Kind.ACTOR, "prifora", subject));
    }

    private static Response destroys(String pseudonym) {
        return given().auth()
                .oauth2(DataSystems.token("officer@prifora", "privacy-officer", List.of("prifora")))
                .delete("/organisations/prifora/audit/actors/" + pseudonym);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aPseudonymThatSystemsShareIsDestroyedInAllOfThem() throws Exception {
        String pseudonym = null;
        for (String id : OF_PRIFORA) {
            pseudonym = registered(id, "vertrokken@prifora", LONG_AGO);
        }

        destroys(pseudonym).then().statusCode(204);

        for (String id : OF_PRIFORA) {
            assertThat(found(id, "vertrokken@prifora")).as(id).isEmpty();
        }
        destroys(pseudonym).then().statusCode(404);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void whoActedLatelyOnOneSystemKeepsTheKeyInAll() throws Exception {
        String pseudonym = registered("maria-shop", "wisselt@prifora", LONG_AGO);
        assertThat(registered("prifora-webshop", "wisselt@prifora", LocalDate.now(ZoneOffset.UTC)))
                .isEqualTo(pseudonym);

        destroys(pseudonym).then().statusCode(409).body("type", endsWith("actor-acted-lately"));

        for (String id : OF_PRIFORA) {
            assertThat(found(id, "wisselt@prifora")).as(id).isPresent();
        }
    }
}
