package nl.privacyloket.request.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests come in on Sunday 22 November 2026; the first month ends on 22 December. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ExtensionQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @BeforeEach
    @AfterEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void anExtensionMovesTheDatesAndThePersonIsToldWhy() {
        Taken request = counter.inAssessment("primoforum", "access");

        Response extended = counter.extendsTerm(request, "primoforum", "Uw verzoek gaat over veel systemen.");

        extended.then().statusCode(200);
        assertThat((String) extended.path("extendedOn")).isEqualTo("2027-02-22");
        assertThat((String) extended.path("statutoryDueOn")).isEqualTo("2027-02-22");
        assertThat((String) extended.path("alarmOn")).isEqualTo("2027-02-22");
        assertThat((String) extended.path("dueOn")).isEqualTo("2027-02-22");
        assertThat((String) extended.path("promisedOn")).isEqualTo("2026-12-20");
        assertThat((String) extended.path("status")).isEqualTo("in-assessment");
        JsonNode event = bus.await("request.extended", request.id()).data();
        assertThat(event.get("extendedOn").asText()).isEqualTo("2027-02-22");
        assertThat(event.get("dueOn").asText()).isEqualTo("2027-02-22");
        JsonNode reason = counter.open("notification-service", event.get("reason"));
        Contracts.assertFits("sealed/reason", reason);
        assertThat(reason.get("reason").asText()).isEqualTo("Uw verzoek gaat over veel systemen.");
        assertThat((String) counter.sees(request).path("extension.reason"))
                .isEqualTo("Uw verzoek gaat over veel systemen.");
        assertThat(counter.facts(request, "primoforum")).contains("extended");
    }

    @Test
    void aTermIsExtendedOnce() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.extendsTerm(request, "prifora", "Ingewikkeld.").then().statusCode(200);
        Map<String, Long> before = stored.counts();

        Response again = counter.extendsTerm(request, "prifora", "Nog ingewikkelder.");

        again.then().statusCode(409);
        assertThat((String) again.path("type")).isEqualTo("urn:privacyloket:problem:already-extended");
        assertThat((String) again.path("extendedOn")).isEqualTo("2027-02-22");
        assertThat(stored.counts()).isEqualTo(before);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        // Amsterdam is an hour ahead: the first month ends at 23:00 in UTC.
        "2026-12-22T22:59:59Z, 200",
        "2026-12-22T23:00:00Z, 409",
    })
    void anExtensionIsPossibleUpToTheLastDayOfTheFirstMonth(Instant now, int status) {
        Taken request = counter.inAssessment("prifora", "access");
        SettableClock.set(now);

        Response answer = counter.extendsTerm(request, "prifora", "Ingewikkeld.");

        answer.then().statusCode(status);
        if (status == 409) {
            assertThat((String) answer.path("type")).isEqualTo("urn:privacyloket:problem:too-late-to-extend");
            assertThat((String) answer.path("lastDay")).isEqualTo("2026-12-22");
        }
    }

    @Test
    void theMonthEndsUnrolledWhereTheLawWouldRoll() {
        SettableClock.set(Instant.parse("2026-11-25T10:00:00Z"));
        Taken request = counter.inAssessment("prifora", "access");
        assertThat((String) counter.sees(request).path("statutoryDueOn")).isEqualTo("2026-12-28");
        SettableClock.set(Instant.parse("2026-12-26T10:00:00Z"));

        Response late = counter.extendsTerm(request, "prifora", "Ingewikkeld.");

        late.then().statusCode(409);
        assertThat((String) late.path("lastDay")).isEqualTo("2026-12-25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void anExtensionHasAReason(String reason) {
        Taken request = counter.inAssessment("prifora", "access");

        Response refused = counter.extendsTerm(request, "prifora", reason);

        refused.then().statusCode(400);
        assertThat((String) refused.path("errors[0].field")).isEqualTo("reason");
    }

    @Test
    void aClosedRequestIsNotExtended() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);

        Response refused = counter.extendsTerm(request, "prifora", "Ingewikkeld.");

        refused.then().statusCode(409);
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:illegal-step");
    }

    @Test
    void aCaseHandlerDoesNotExtend() {
        Taken request = counter.inAssessment("prifora", "access");

        counter.staff("case-handler", "prifora")
                .body(Map.of("reason", "Ingewikkeld."))
                .post("/requests/" + request.id() + "/extension")
                .then()
                .statusCode(403);
    }

    @Test
    void anExtensionOnAnOlderRevisionIsRefused() {
        Taken request = counter.inAssessment("prifora", "access");

        counter.staff("privacy-officer", "prifora")
                .header("If-Match", "\"0\"")
                .body(Map.of("reason", "Ingewikkeld."))
                .post("/requests/" + request.id() + "/extension")
                .then()
                .statusCode(412);
    }
}
