package nl.privacyloket.request.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the statements promise about the time of an answer, through the public interface. Received on Sunday 22 November 2026. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PromisedTermQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    DeadlineTimer timer;

    @BeforeEach
    @AfterEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @ParameterizedTest(name = "{0}: {1} answers by {3}, hears of it at {5} and is late at {6}")
    @DisplayName("PF-8, PW-9, IF-6, CM-8, PR-6: each organisation answers within its term, and is warned")
    @CsvSource({
        "PF-8, primoforum, 2026-12-20, 2026-12-20, 2026-12-22, 2026-12-12T23:00:00Z, 2026-12-20T23:00:00Z",
        "PW-9, pinkweb,    2026-12-22, 2026-12-22, 2026-12-22, 2026-12-14T23:00:00Z, 2026-12-22T23:00:00Z",
        "IF-6, infactor,   2026-11-29, 2026-11-29, 2026-12-22, 2026-11-26T23:00:00Z, 2026-11-29T23:00:00Z",
        "CM-8, compjoeter,           , 2026-12-22, 2026-12-22, 2026-12-14T23:00:00Z, 2026-12-22T23:00:00Z",
        "PR-6, prifora,              , 2026-12-22, 2026-12-22, 2026-12-14T23:00:00Z, 2026-12-22T23:00:00Z",
    })
    void eachOrganisationAnswersWithinItsTermAndIsWarned(
            String promise,
            String organisation,
            LocalDate promisedOn,
            LocalDate dueOn,
            LocalDate statutoryDueOn,
            Instant near,
            Instant past) {
        Taken request = counter.asks(organisation, "access");
        Response taken = counter.sees(request);
        assertThat(date(taken, "promisedOn")).isEqualTo(promisedOn);
        assertThat(date(taken, "dueOn")).isEqualTo(dueOn);
        assertThat(date(taken, "statutoryDueOn")).isEqualTo(statutoryDueOn);

        lookAt(near.minusSeconds(1));
        assertThat(counter.facts(request, organisation)).doesNotContain("due-soon");
        lookAt(near);
        assertThat(counter.facts(request, organisation)).containsOnlyOnce("due-soon");
        lookAt(past.minusSeconds(1));
        assertThat(counter.facts(request, organisation)).doesNotContain("overdue");
        assertThat((Boolean) counter.sees(request).path("overdue")).isFalse();
        lookAt(past);
        assertThat(counter.facts(request, organisation)).containsOnlyOnce("due-soon", "overdue");
        assertThat((Boolean) counter.sees(request).path("overdue")).isTrue();
        assertThat(bus.await("request.overdue", request.id())
                        .data()
                        .get("dueOn")
                        .asText())
                .isEqualTo(dueOn.toString());
    }

    @Test
    @DisplayName("PW-9: a refusal says why")
    void aRefusalSaysWhy() {
        Taken request = counter.inAssessment("pinkweb", "access");

        Response silent = counter.decides(request, "pinkweb", Map.of("outcome", "refused", "ground", "excessive"));
        Response told = counter.decides(
                request,
                "pinkweb",
                Map.of("outcome", "refused", "ground", "excessive", "reason", "U vroeg dit vorige week ook."));

        silent.then().statusCode(400);
        assertThat((String) silent.path("errors[0].field")).isEqualTo("reason");
        told.then().statusCode(200);
        assertThat((String) counter.sees(request).path("decision.reason")).isEqualTo("U vroeg dit vorige week ook.");
        assertThat((String) counter.sees(request).path("decision.groundText.nl"))
                .startsWith("Het verzoek is buitensporig");
        assertThat(counter.open(
                                "notification-service",
                                bus.await("request.decided", request.id())
                                        .data()
                                        .get("reason"))
                        .get("reason")
                        .asText())
                .isEqualTo("U vroeg dit vorige week ook.");
    }

    @Test
    void asManyRequestsAsThePersonLikesAreTakenAndStaffSeeThatTheyMayBeTheSame() {
        Map<String, Object> body = Counter.body("access");
        body.put("requester", Map.of("name", "Twee Keer", "email", "twee.keer@example.org"));
        Taken first = counter.asks("compjoeter", body);

        Taken second = counter.asks("compjoeter", body);

        assertThat(duplicates(second)).containsExactly(first.id());
        assertThat(duplicates(first)).containsExactly(second.id());
        assertThat((Object) counter.sees(second).path("forStaff")).isNull();
    }

    private List<String> duplicates(Taken request) {
        return counter.staffSee(request, "compjoeter").jsonPath().getList("forStaff.possibleDuplicates", String.class);
    }

    private void lookAt(Instant instant) {
        SettableClock.set(instant);
        timer.look();
    }

    private static LocalDate date(Response answer, String member) {
        String text = answer.path(member);
        return text == null ? null : LocalDate.parse(text);
    }
}
