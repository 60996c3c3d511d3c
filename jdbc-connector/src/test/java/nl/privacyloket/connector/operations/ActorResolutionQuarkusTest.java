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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who the privacy officer learns stands behind a pseudonym, until its key is destroyed. */
@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class ActorResolutionQuarkusTest extends CallsOnRecord {
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
}
