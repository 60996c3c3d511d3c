package nl.privacyloket.request.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the privacy officer does about a disclosure, and sees of it. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class DisclosureCaseworkQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void anOfficerEntersAnAnswerThatCameOnPaper() {
        String id = record("consent").path("id");

        Response without = enters(id, Map.of("consent", "given"));
        Response given = enters(id, Map.of("consent", "given", "channel", "post", "note", "Brief van 20 november."));
        Response taken = enters(id, Map.of("consent", "refused", "channel", "phone"));

        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.jsonPath().getList("errors.field", String.class)).containsExactly("channel");
        assertThat((String) given.path("state")).isEqualTo("consented");
        assertThat((String) given.path("answerChannel")).isEqualTo("post");
        assertThat((String) given.path("answerNote")).isEqualTo("Brief van 20 november.");
        assertThat((String) taken.path("state")).isEqualTo("refused");
        assertThat((String) taken.path("answerChannel")).isEqualTo("phone");
        assertThat((Object) taken.path("answerNote")).isNull();
        JsonNode entry = audited(id, "disclosure.consent-given");
        assertThat(entry.get("actor").asText())
                .isNotEqualTo("subject")
                .isEqualTo(audited(id, "disclosure.consent-asked").get("actor").asText());
        assertThat(stored.everything()).doesNotContain("Brief van 20 november");
    }

    @Test
    void onlyAnOfficerEntersAnAnswerAndThePersonNamesNoChannel() {
        String id = record("consent").path("id");
        String token = counter.open(
                        "notification-service",
                        bus.await("disclosure.consent-asked", id).data().get("contact"))
                .get("statusToken")
                .asText();
        Map<String, String> answer = Map.of("consent", "given", "channel", "post");

        Response handler =
                counter.staff("case-handler", "prifora").body(answer).post("/disclosures/" + id + "/consent");
        Response other =
                counter.staff("privacy-officer", "pinkweb").body(answer).post("/disclosures/" + id + "/consent");
        Response stale = counter.staff("privacy-officer", "prifora")
                .header("If-Match", "\"77\"")
                .body(answer)
                .post("/disclosures/" + id + "/consent");
        Response person =
                counter.anyone().header("Status-Token", token).body(answer).post("/disclosures/" + id + "/consent");

        assertThat(handler.statusCode()).isEqualTo(403);
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(person.statusCode()).isEqualTo(400);
        assertThat((String) seen(id).path("state")).isEqualTo("awaiting-consent");
    }

    @Test
    void theSameSentTwiceIsRecordedOnceAndThePersonToldOnce() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> other = body("authority-order");
        other.put("purpose", "Voor iets anders.");

        Response first = record(body("authority-order"), key);
        Response again = record(body("authority-order"), key);
        Response reused = record(other, key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat((String) again.path("id")).isEqualTo(first.path("id"));
        assertThat((String) again.path("subject.name")).isEqualTo("Wim Voorbeeld");
        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat((String) reused.path("type")).endsWith(":idempotency-key-reused");
        assertThat((String) record(body("authority-order"), UUID.randomUUID().toString())
                        .path("id"))
                .isNotEqualTo(first.path("id"));
    }

    @Test
    void staffSeeWhetherThePersonWasReached() {
        String id = record("authority-order").path("id");
        bus.await("disclosure.made", id);
        assertThat((Object) seen(id).path("toldAt")).isNull();
        String revision = seen(id).header("ETag");

        tell("failed", id);
        Awaitility.await().until(() -> seen(id).path("tellingFailedAt") != null);
        assertThat((String) seen(id).path("tellingFailedAt")).isEqualTo("2026-11-22T10:00:00Z");
        tell("sent", id);
        Awaitility.await().until(() -> seen(id).path("toldAt") != null);

        assertThat((String) seen(id).path("toldAt")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat((Object) seen(id).path("tellingFailedAt")).isNull();
        assertThat(seen(id).header("ETag")).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "authority-order, 2016-11-22T09:59:59Z, 400",
        "authority-order, 2016-11-22T10:00:00Z, 201",
        "authority-order, -1000000-01-01T00:00:00Z, 400",
        "consent,         2027-11-22T10:00:00Z, 201",
        "consent,         2027-11-22T10:00:01Z, 400",
    })
    void aTimeThatCannotBeRightIsRefused(String basis, String time, int status) {
        Map<String, Object> body = body(basis);
        body.put("disclosedAt", time);

        Response answer = record(body, null);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private void tell(String outcome, String id) {
        ObjectNode message = Contracts.sample("nl.privacyloket.notification." + outcome + ".v1.sample", id);
        message.put("kind", "disclosure");
        bus.tellOfMessage(outcome, "prifora", message);
    }

    private Response seen(String id) {
        return counter.staff("privacy-officer", "prifora").get("/disclosures/" + id);
    }

    private JsonNode audited(String id, String action) {
        return bus.await(event -> event.topic().equals("privacyloket.audit.v1")
                        && event.data().at("/object/id").asText().equals(id)
                        && event.data().get("action").asText().equals(action))
                .data();
    }

    private Response enters(String id, Map<String, String> answer) {
        return counter.staff("privacy-officer", "prifora").body(answer).post("/disclosures/" + id + "/consent");
    }

    private Response record(String basis) {
        return record(body(basis), null);
    }

    private Response record(Map<String, Object> body, String key) {
        var officer = counter.staff("privacy-officer", "prifora");
        if (key != null) {
            officer.header("Idempotency-Key", key);
        }
        return officer.body(body).post("/organisations/prifora/disclosures");
    }

    private static Map<String, Object> body(String basis) {
        Map<String, Object> body = new HashMap<>();
        body.put("recipient", Map.of("name", "Proefbank"));
        body.put("askedBy", "third-party");
        body.put("basis", basis);
        body.put("categories", List.of("account"));
        body.put("purpose", "Voor een hypotheek.");
        body.put("subject", Map.of("name", "Wim Voorbeeld", "email", "wim@example.org"));
        return body;
    }
}
