package nl.privacyloket.request.clarification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ClarificationQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @BeforeEach
    @AfterEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void theQuestionIsMailedAndBothSidesSeeIt() {
        Taken request = counter.inAssessment("prifora", "access");

        Response asked = counter.isAsked(request, "prifora", "Welk toestel bedoelt u?");

        asked.then().statusCode(200);
        assertThat((String) asked.path("status")).isEqualTo("awaiting-clarification");
        assertThat((String) asked.path("clarifications[0].question")).isEqualTo("Welk toestel bedoelt u?");
        JsonNode event = bus.await("request.clarification-asked", request.id()).data();
        assertThat(event.get("status").asText()).isEqualTo("awaiting-clarification");
        JsonNode question = counter.open("notification-service", event.get("question"));
        Contracts.assertFits("sealed/question", question);
        assertThat(question.get("question").asText()).isEqualTo("Welk toestel bedoelt u?");
        Response seen = counter.sees(request);
        assertThat((String) seen.path("clarifications[0].question")).isEqualTo("Welk toestel bedoelt u?");
        assertThat(seen.jsonPath().getList("allowed", String.class)).contains("answer");
    }

    @Test
    void theAnswerBringsTheRequestBackToTheDesk() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.isAsked(request, "prifora", "Welk toestel bedoelt u?").then().statusCode(200);
        SettableClock.advance(Duration.ofDays(4));

        Response answered = counter.answers(request, "Het oude.");

        answered.then().statusCode(200);
        assertThat((String) answered.path("status")).isEqualTo("in-assessment");
        assertThat((String) answered.path("clarifications[0].answer")).isEqualTo("Het oude.");
        assertThat((String) answered.path("clarifications[0].answeredAt")).isEqualTo("2026-11-26T10:00:00Z");
        // Without suspension in the policy the dates stay.
        assertThat((String) answered.path("dueOn")).isEqualTo("2026-12-22");
        JsonNode event = bus.await("request.answered", request.id()).data();
        assertThat(event.get("status").asText()).isEqualTo("in-assessment");
        assertThat(event.get("dueOn").asText()).isEqualTo("2026-12-22");
        assertThat((String) counter.staffSee(request, "prifora").path("clarifications[0].answer"))
                .isEqualTo("Het oude.");
    }

    @Test
    void thereCanBeSeveralRounds() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.isAsked(request, "prifora", "Welk toestel?").then().statusCode(200);
        counter.answers(request, "Het oude.").then().statusCode(200);
        SettableClock.advance(Duration.ofDays(1));
        counter.isAsked(request, "prifora", "Welk van de twee oude?").then().statusCode(200);

        Response answered = counter.answers(request, "Het grijze.");

        assertThat(answered.jsonPath().getList("clarifications.answer", String.class))
                .containsExactly("Het oude.", "Het grijze.");
        assertThat(counter.facts(request, "prifora"))
                .containsSubsequence("clarification-asked", "answered", "clarification-asked", "answered");
    }

    @Test
    void staffEnterWhatThePersonToldThem() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.isAsked(request, "prifora", "Welk toestel?").then().statusCode(200);

        Response entered = counter.staff("case-handler", "prifora")
                .body(Map.of("text", "Aan de telefoon: het oude."))
                .post("/requests/" + request.id() + "/answers");

        entered.then().statusCode(200);
        assertThat((String) entered.path("status")).isEqualTo("in-assessment");
        assertThat((String) counter.sees(request).path("clarifications[0].answer"))
                .isEqualTo("Aan de telefoon: het oude.");
    }

    @Test
    void whatWasNotAskedIsNotAnswered() {
        Taken request = counter.inAssessment("prifora", "access");

        Response refused = counter.answers(request, "Zomaar iets.");

        refused.then().statusCode(409);
        assertThat(refused.jsonPath().getList("allowed", String.class)).containsExactly("withdrawal");
    }

    @Test
    void oneQuestionAtATime() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.isAsked(request, "prifora", "Welk toestel?").then().statusCode(200);

        Response again = counter.isAsked(request, "prifora", "En wanneer?");

        again.then().statusCode(409);
        assertThat(again.jsonPath().getList("allowed", String.class)).contains("answer");
    }

    @Test
    void silenceDoesNotStandInTheWayOfADecision() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.isAsked(request, "prifora", "Welk toestel?").then().statusCode(200);

        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        counter.answers(request, "Te laat.").then().statusCode(409);
        assertThat((String) counter.sees(request).path("clarifications[0].answer"))
                .isNull();
    }

    @Test
    void aQuestionIsNotEmptyAndNotAsLongAsABook() {
        Taken request = counter.inAssessment("prifora", "access");

        List<Integer> answers = List.of(
                counter.isAsked(request, "prifora", " ").statusCode(),
                counter.isAsked(request, "prifora", "x".repeat(5_001)).statusCode(),
                counter.isAsked(request, "prifora", "een\u0000twee").statusCode());

        assertThat(answers).containsOnly(400);
    }

    @Test
    void aPlanThatComesWhileThePersonIsAskedIsNotLost() {
        Taken request = counter.inAssessment("prifora", "erasure");
        counter.isAsked(request, "prifora", "Ook uw bestellingen?").then().statusCode(200);

        bus.tell(
                "erasure-planned",
                "prifora",
                Contracts.sample("nl.privacyloket.retention.erasure-planned.v1.sample", request.id()));

        org.awaitility.Awaitility.await()
                .until(() -> counter.staffSee(request, "prifora").path("planHash") != null);
    }
}
