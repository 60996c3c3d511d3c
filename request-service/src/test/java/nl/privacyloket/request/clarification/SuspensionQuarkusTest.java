package nl.privacyloket.request.clarification;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.OtherPolicies;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Received on 22 November 2026, asked three days later, answered after ten more. */
@QuarkusTest
@TestProfile(OtherPolicies.class)
class SuspensionQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @BeforeEach
    @AfterEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "pauses,   2027-01-01, 2027-01-04", // 1 January is a holiday, then a weekend
        "restarts, 2027-01-05, 2027-01-05",
        "takes-two, 2026-12-22, 2026-12-22",
    })
    void theAnswerMovesTheDateAsThePolicySays(String organisation, String unrolled, String dueOn) {
        Taken request = counter.inAssessment(organisation, "objection");
        SettableClock.advance(Duration.ofDays(3));
        Response asked = counter.isAsked(request, organisation, "Waarom?");
        assertThat((String) asked.path("dueOn")).isEqualTo("2026-12-22");
        SettableClock.advance(Duration.ofDays(10));

        Response answered = counter.answers(request, "Daarom.");

        assertThat((String) answered.path("dueOn")).as("un-rolled " + unrolled).isEqualTo(dueOn);
        assertThat((String) answered.path("statutoryDueOn")).isEqualTo(dueOn);
        assertThat((String) answered.path("alarmOn")).isEqualTo("2026-12-22");
        assertThat(bus.await("request.answered", request.id())
                        .data()
                        .get("dueOn")
                        .asText())
                .isEqualTo(dueOn);
    }

    @Test
    void anExtensionAfterAPauseKeepsTheDaysOfWaiting() {
        Taken request = counter.inAssessment("pauses", "objection");
        SettableClock.advance(Duration.ofDays(3));
        counter.isAsked(request, "pauses", "Waarom?").then().statusCode(200);
        SettableClock.advance(Duration.ofDays(10));
        counter.answers(request, "Daarom.").then().statusCode(200);

        Response extended = counter.extendsTerm(request, "pauses", "Ingewikkeld.");

        // 22 February and ten days.
        assertThat((String) extended.path("dueOn")).isEqualTo("2027-03-04");
        assertThat((String) extended.path("extendedOn")).isEqualTo("2027-03-04");
        assertThat((String) extended.path("alarmOn")).isEqualTo("2027-02-22");
    }

    @Test
    void anAnswerAfterAnExtensionMovesTheExtendedDate() {
        Taken request = counter.inAssessment("pauses", "objection");
        counter.extendsTerm(request, "pauses", "Ingewikkeld.").then().statusCode(200);
        counter.isAsked(request, "pauses", "Waarom?").then().statusCode(200);
        SettableClock.advance(Duration.ofDays(10));

        Response answered = counter.answers(request, "Daarom.");

        assertThat((String) answered.path("dueOn")).isEqualTo("2027-03-04");
        assertThat((String) answered.path("extendedOn")).as("as it was told").isEqualTo("2027-02-22");
    }
}
