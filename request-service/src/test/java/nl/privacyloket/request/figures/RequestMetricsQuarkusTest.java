package nl.privacyloket.request.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import nl.privacyloket.request.figures.OpenRequests.Count;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prifora answers by 22 December 2026; from the fifteenth on, in Amsterdam, that is near. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class RequestMetricsQuarkusTest {
    private static final Instant NEAR = Instant.parse("2026-12-14T23:00:00Z");
    private static final Instant PAST = Instant.parse("2026-12-22T23:00:00Z");

    @Inject
    Counter counter;

    @Inject
    OpenRequests requests;

    @Inject
    RequestMetrics metrics;

    @Inject
    MeterRegistry registry;

    @BeforeEach
    @AfterEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void aRequestIsFarThenNearThenOverdueUntilItIsClosed() throws SQLException {
        Count far = at(NEAR.minusSeconds(1));
        Count near = at(NEAR);
        Count last = at(PAST.minusSeconds(1));
        Count past = at(PAST);
        Taken decided = counter.inAssessment("prifora", "access");
        Taken undecided = counter.inAssessment("prifora", "access");
        counter.decides(decided, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        assertThat(at(NEAR.minusSeconds(1))).isEqualTo(plus(far, 2, 0, 0, 0));
        assertThat(at(NEAR)).isEqualTo(plus(near, 2, 2, 1, 0));
        assertThat(at(PAST.minusSeconds(1))).isEqualTo(plus(last, 2, 2, 1, 0));
        assertThat(at(PAST)).isEqualTo(plus(past, 2, 0, 0, 2));

        withdraws(undecided);

        assertThat(at(PAST)).isEqualTo(plus(past, 1, 0, 0, 1));
    }

    @Test
    void theFiguresAreToldByOrganisationAlsoWhenThereIsNothingToCount() throws SQLException {
        counter.inAssessment("prifora", "access");
        SettableClock.set(PAST);

        metrics.read();

        assertThat(overdue("prifora")).isEqualTo(at(PAST).overdue()).isPositive();
        for (String organisation : requests.at(PAST).keySet()) {
            assertThat(overdue(organisation))
                    .isEqualTo(requests.at(PAST).get(organisation).overdue());
        }
    }

    @Test
    void whatWasNeverCountedIsToldAsZeroSoThatTheFirstIsAnIncrease() {
        metrics.read();

        for (Outcome outcome : Outcome.values()) {
            assertThat(registry.find("privacyloket.requests.closed")
                            .tags("organisation", "prifora", "outcome", outcome.code(), "term", "missed")
                            .counter())
                    .isNotNull();
        }
    }

    @Test
    void aClosingIsCountedByWhetherTheDateWasKept() {
        double kept = closed("kept");
        double missed = closed("missed");
        Taken inTime = counter.inAssessment("prifora", "access");
        Taken late = counter.inAssessment("prifora", "access");

        withdraws(inTime);
        SettableClock.set(PAST);
        withdraws(late);

        assertThat(closed("kept")).isEqualTo(kept + 1);
        assertThat(closed("missed")).isEqualTo(missed + 1);
    }

    private Count at(Instant now) throws SQLException {
        return requests.at(now).get("prifora");
    }

    private static Count plus(Count before, long open, long dueSoon, long undecided, long overdue) {
        return new Count(
                before.open() + open,
                before.dueSoon() + dueSoon,
                before.undecided() + undecided,
                before.overdue() + overdue);
    }

    private double overdue(String organisation) {
        return registry.get("privacyloket.requests.overdue")
                .tag("organisation", organisation)
                .gauge()
                .value();
    }

    private double closed(String term) {
        var found = registry.find("privacyloket.requests.closed")
                .tag("organisation", "prifora")
                .tag("outcome", "withdrawn")
                .tag("term", term)
                .counter();
        return found == null ? 0 : found.count();
    }

    private void withdraws(Taken request) {
        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);
    }
}
