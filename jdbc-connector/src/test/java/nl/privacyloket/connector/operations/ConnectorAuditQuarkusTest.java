package nl.privacyloket.connector.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the audit logs of the data systems say of calls, and who the privacy officer learns stands behind it. */
@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class ConnectorAuditQuarkusTest {
    private static final String K_ANONYMITY = "/systems/infactor-crm/k-anonymity?table=contact&columns=email&k=2";

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

    /** Entries of a system's log, wherever they wait: organisation, actor, object and outcome. */
    private List<String> entries(String id, String action) throws SQLException {
        String columns = " organisation, actor, object_type, object_id, outcome from ";
        List<String> entries = new ArrayList<>();
        try (Connection connection = system(id).dataSource().getConnection();
                PreparedStatement query = connection.prepareStatement("select" + columns
                        + "audit_pending where action = ? union all select" + columns
                        + "audit_entry where action = ?")) {
            query.setString(1, action);
            query.setString(2, action);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.add(String.join(
                            " ",
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5)));
                }
            }
        }
        return entries;
    }

    private static List<String> added(List<String> before, List<String> after) {
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        return added;
    }

    private static RequestSpecification caller(String subject, String role, String... organisations) {
        return given().auth().oauth2(DataSystems.token(subject, role, List.of(organisations)));
    }

    /** Under which pseudonym somebody acts on a system. */
    private String actor(String id, String subject) throws Exception {
        ConnectedSystem system = system(id);
        return system.transactions().inTransaction(connection -> system.pseudonyms()
                .find(connection, Kind.ACTOR, system.mapping().organisation(), subject)
                .orElseThrow()
                .pseudonym());
    }

    /** Reads the report of the CRM as an operator, and tells the pseudonym under which that stands in its log. */
    private String reads(String subject) throws Exception {
        List<String> before = entries("infactor-crm", "k-anonymity.read");
        caller(subject, "operator", "infactor").get(K_ANONYMITY).then().statusCode(200);
        List<String> added = added(before, entries("infactor-crm", "k-anonymity.read"));
        assertThat(added).hasSize(1);
        return added.get(0).split(" ")[1];
    }

    @Test
    void theReportOfCountsIsNotedWithWhoReadItAtWhichOrganisationAndOfWhichSystem() throws Exception {
        List<String> before = entries("infactor-crm", "k-anonymity.read");

        caller("reader@infactor", "operator", "infactor")
                .get(K_ANONYMITY)
                .then()
                .statusCode(200);

        String actor = actor("infactor-crm", "reader@infactor");
        assertThat(actor).matches("[A-Za-z0-9_-]{22}");
        assertThat(added(before, entries("infactor-crm", "k-anonymity.read")))
                .containsExactly("infactor " + actor + " system infactor-crm done");
    }

    @Test
    void aStartIsNotedOnceInTheLogOfEachSystem() throws Exception {
        for (ConnectedSystem system : connector.systems()) {
            String id = system.mapping().system();
            assertThat(entries(id, "service.started"))
                    .as(id)
                    .singleElement()
                    .asString()
                    .startsWith("- system:" + id + " version ");
            assertThat(entries(id, "configuration.effective"))
                    .as(id)
                    .singleElement()
                    .asString()
                    .matches("- system:" + id + " configuration [0-9a-f]{32} done");
        }
    }

    private Response resolves(String officer, String pseudonym) {
        return caller(officer, "privacy-officer", "infactor")
                .contentType(ContentType.JSON)
                .body(Map.of("pseudonym", pseudonym))
                .post("/organisations/infactor/audit/actors/resolution");
    }

    private Response destroys(String officer, String pseudonym) {
        return caller(officer, "privacy-officer", "infactor")
                .delete("/organisations/infactor/audit/actors/" + pseudonym);
    }

    private void lastSeen(String pseudonym, int daysAgo) throws SQLException {
        try (Connection connection = system("infactor-crm").dataSource().getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update audit_pseudonym set seen_on = ? where pseudonym = ?")) {
            update.setObject(1, LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo));
            update.setString(2, pseudonym);
            update.executeUpdate();
        }
    }

    @Test
    void thePrivacyOfficerLearnsWhoItWasAndThatTheyAskedIsNotedThere() throws Exception {
        String pseudonym = reads("wieke@infactor");

        resolves("officer@infactor", pseudonym)
                .then()
                .statusCode(200)
                .body("subject", equalTo("wieke@infactor"))
                .body("pseudonym", equalTo(pseudonym));

        String officer = actor("infactor-crm", "officer@infactor");
        assertThat(entries("infactor-crm", "actor.resolved"))
                .contains("infactor " + officer + " actor " + pseudonym + " done");
    }

    @Test
    void whatIsNobodyIsNotRepeatedInTheLog() throws Exception {
        List<String> before = entries("infactor-crm", "actor.resolved");

        resolves("officer@infactor", "Saskia-Voorbeeld-12345").then().statusCode(404);
        resolves("officer@infactor", "Saskia").then().statusCode(400);

        assertThat(added(before, entries("infactor-crm", "actor.resolved")))
                .containsExactly("infactor " + actor("infactor-crm", "officer@infactor") + " actor unknown unknown");
    }

    @Test
    void onlyAPrivacyOfficerOfTheOrganisationLearnsIt() throws Exception {
        String pseudonym = reads("wiebe@infactor");

        for (String role : List.of("operator", "compliance", "case-handler")) {
            caller("someone@infactor", role, "infactor")
                    .contentType(ContentType.JSON)
                    .body(Map.of("pseudonym", pseudonym))
                    .post("/organisations/infactor/audit/actors/resolution")
                    .then()
                    .statusCode(403);
        }
        caller("officer@pinkweb", "privacy-officer", "pinkweb")
                .contentType(ContentType.JSON)
                .body(Map.of("pseudonym", pseudonym))
                .post("/organisations/infactor/audit/actors/resolution")
                .then()
                .statusCode(404);

        assertThat(entries("infactor-crm", "actor.resolved")).noneMatch(entry -> entry.contains(pseudonym));
    }

    @Test
    void aDestroyedKeyLeavesNobodyBehindThePseudonymAndIsNoted() throws Exception {
        String pseudonym = reads("vertrokken@infactor");
        lastSeen(pseudonym, 31);

        destroys("officer@infactor", pseudonym).then().statusCode(204);

        resolves("officer@infactor", pseudonym).then().statusCode(404);
        destroys("officer@infactor", pseudonym).then().statusCode(404);
        assertThat(entries("infactor-crm", "actor.pseudonym-destroyed"))
                .containsExactly(
                        "infactor " + actor("infactor-crm", "officer@infactor") + " actor " + pseudonym + " done");
        assertThat(reads("vertrokken@infactor")).isNotEqualTo(pseudonym);
    }

    @Test
    void nobodyDestroysTheirOwnNorThatOfSomebodyAtWork() throws Exception {
        String mine = reads("ik@infactor");
        String colleague = reads("collega@infactor");
        lastSeen(colleague, 29);

        destroys("ik@infactor", mine).then().statusCode(409).body("type", endsWith("actor-is-oneself"));
        destroys("officer@infactor", colleague).then().statusCode(409).body("type", endsWith("actor-acted-lately"));

        resolves("officer@infactor", colleague).then().statusCode(200);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void thatItIsNobodyIsSaidOnlyWhenEverySystemOfTheOrganisationWasAsked() throws Exception {
        List<String> before = entries("maria-shop", "actor.resolved");
        DataSystems.postgres().stop();
        try {
            caller("officer@prifora", "privacy-officer", "prifora")
                    .contentType(ContentType.JSON)
                    .body(Map.of("pseudonym", "AAAAAAAAAAAAAAAAAAAAAA"))
                    .post("/organisations/prifora/audit/actors/resolution")
                    .then()
                    .statusCode(503)
                    .body("type", endsWith("system-not-served"));
        } finally {
            DataSystems.postgres().start();
        }

        assertThat(added(before, entries("maria-shop", "actor.resolved")))
                .containsExactly("prifora " + actor("maria-shop", "officer@prifora") + " actor unknown unknown");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    private void settle() {
        refusals.settle(Instant.now().plus(Duration.ofMinutes(3)));
    }

    @Test
    void aRoleThatIsMissingIsNotedWhereTheCallWasAbout() throws Exception {
        List<String> before = entries("infactor-crm", "access.refused");

        caller("zonderrol@infactor", "case-handler", "infactor")
                .get(K_ANONYMITY)
                .then()
                .statusCode(403);

        assertThat(added(before, entries("infactor-crm", "access.refused")))
                .containsExactly("infactor " + actor("infactor-crm", "zonderrol@infactor")
                        + " endpoint GET /systems/{system}/k-anonymity forbidden");
    }

    @Test
    void whoWorksForTwoIsNotedWhereTheCallWasAboutElseAtTheFirst() throws Exception {
        List<String> crm = entries("infactor-crm", "access.refused");
        List<String> recovery = entries("compjoeter-recovery", "access.refused");

        caller("dubbel@werk", "case-handler", "infactor", "compjoeter")
                .get(K_ANONYMITY)
                .then()
                .statusCode(403);
        caller("dubbel@werk", "case-handler", "infactor", "compjoeter")
                .get("/dead-letters")
                .then()
                .statusCode(403);

        assertThat(added(crm, entries("infactor-crm", "access.refused")))
                .containsExactly("infactor " + actor("infactor-crm", "dubbel@werk")
                        + " endpoint GET /systems/{system}/k-anonymity forbidden");
        assertThat(added(recovery, entries("compjoeter-recovery", "access.refused")))
                .contains("compjoeter " + actor("compjoeter-recovery", "dubbel@werk")
                        + " endpoint GET /dead-letters forbidden");
    }

    @Test
    void whoAsksForASystemOfOthersIsNotedAtTheirOwnOrganisation() throws Exception {
        List<String> before = entries("infactor-crm", "access.refused");

        caller("vreemde@pinkweb", "operator", "pinkweb").get(K_ANONYMITY).then().statusCode(404);

        assertThat(entries("pinkweb-portal", "access.refused"))
                .contains("pinkweb " + actor("pinkweb-portal", "vreemde@pinkweb")
                        + " endpoint GET /systems/{system}/k-anonymity not-found");
        assertThat(added(before, entries("infactor-crm", "access.refused"))).isEmpty();
    }

    @Test
    void whoWorksForNobodyThatIsServedHereIsCountedAsNobody() throws Exception {
        List<String> before = entries("compjoeter-recovery", "access.refused");

        caller("buiten@elders", "case-handler", "elders")
                .get("/dead-letters")
                .then()
                .statusCode(403);
        caller("buiten@elders", "case-handler", "elders")
                .get("/dead-letters")
                .then()
                .statusCode(403);
        settle();

        assertThat(added(before, entries("compjoeter-recovery", "access.refused")))
                .contains("- anonymous endpoint GET /dead-letters forbidden.times-2");
    }

    @Test
    void callsWithoutATokenAreOneEntryAMinuteInTheFirstSystem() throws Exception {
        settle();
        List<String> before = entries("compjoeter-recovery", "access.refused");

        for (int i = 0; i < 40; i++) {
            given().delete("/dead-letters/0d9ed0c4-3a3f-4a47-9a0e-0f6f3a3f3a3f")
                    .then()
                    .statusCode(401);
        }
        settle();

        List<String> added = added(before, entries("compjoeter-recovery", "access.refused"));
        assertThat(added)
                .hasSizeBetween(1, 2)
                .allMatch(entry ->
                        entry.startsWith("- anonymous endpoint DELETE /dead-letters/{id} unauthenticated.times-"));
        assertThat(times(added)).isEqualTo(40);
    }

    /** The first system of this organisation is the one in MariaDB. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aFloodOfOneWhoIsKnownIsBoundedAndCountedInMariaDbToo() throws Exception {
        List<String> before = entries("maria-shop", "access.refused");
        int sent = 60;

        for (int i = 0; i < sent; i++) {
            caller("druk@prifora", "case-handler", "prifora")
                    .get("/dead-letters")
                    .then()
                    .statusCode(403);
            if (i == 40) {
                settle();
            }
        }
        settle();

        List<String> added = added(before, entries("maria-shop", "access.refused"));
        String start = "prifora " + actor("maria-shop", "druk@prifora") + " endpoint GET /dead-letters forbidden";
        assertThat(added).allMatch(entry -> entry.startsWith(start)).hasSizeBetween(22, 45);
        assertThat(times(added)).isEqualTo(sent);
    }

    private static long times(List<String> entries) {
        return entries.stream()
                .mapToLong(
                        entry -> entry.contains(".times-") ? Long.parseLong(entry.replaceFirst(".*\\.times-", "")) : 1)
                .sum();
    }

    @Test
    void noNameOfACallerStandsReadableInTheConnectorsTables() throws Exception {
        reads("merknaam.beheerder@infactor");
        caller("merknaam.ander@infactor", "case-handler", "infactor")
                .get("/dead-letters")
                .then()
                .statusCode(403);
        settle();

        try (Connection connection = DataSystems.postgres().connect("datasystems", "crm");
                Statement statement = connection.createStatement()) {
            List<String> tables =
                    texts(statement, "select tablename from pg_tables where schemaname = 'connector_crm'");
            assertThat(tables).contains("audit_pseudonym", "audit_refusal");
            for (String table : tables) {
                assertThat(texts(statement, "select t::text from connector_crm." + table + " t"))
                        .as(table)
                        .noneMatch(row -> row.contains("merknaam"));
            }
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
