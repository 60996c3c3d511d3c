package nl.privacyloket.kit.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:30Z");
    private static final String PSEUDONYM = "dI0AeRg32-SqE8opP8BEsA";

    private final RefusalCounts counts = new RefusalCounts();

    private static Refusal of(String actor, int object) {
        return new Refusal("prifora", actor, "wrong-token", "request", "object-" + object, null);
    }

    private void flush(Instant now) throws Exception {
        counts.flush(now, rows -> {});
    }

    @Test
    void inAMinuteItTellsAsManyApartAsItSaysHoweverOftenTheyAreFlushed() throws Exception {
        int seen = 0;
        for (int second = 0; second < 6; second++) {
            for (int i = 0; i < RefusalCounts.TOLD_APART / 5; i++) {
                counts.count(of(Refusal.ANONYMOUS, i), NOW);
            }
            seen = counts.size();
            flush(NOW);
        }
        assertThat(seen).isEqualTo(RefusalCounts.TOLD_APART / 5);

        for (int i = 0; i < 2 * RefusalCounts.TOLD_APART; i++) {
            counts.count(of(Refusal.ANONYMOUS, i), NOW);
        }
        assertThat(counts.size()).isEqualTo(RefusalCounts.TOLD_APART + 1);
    }

    @Test
    void whatIsBeyondKeepsWhoIsKnownAndNobodyElse() {
        assertThat(of(PSEUDONYM, 1).withoutObject())
                .isEqualTo(new Refusal("prifora", PSEUDONYM, "wrong-token", "endpoint", "various", null));
        assertThat(of(Refusal.ANONYMOUS, 1).withoutObject())
                .isEqualTo(new Refusal("-", Refusal.ANONYMOUS, "wrong-token", "endpoint", "various", null));
    }

    @Test
    void aDatabaseThatIsAwayForADayMakesItGrowOnlySoFar() {
        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant at = NOW.plus(Duration.ofMinutes(minute));
            counts.count(of(Refusal.ANONYMOUS, minute), at);
            assertThatThrownBy(() -> counts.flush(at, rows -> {
                        throw new SQLException("away");
                    }))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(counts.size()).isLessThanOrEqualTo(RefusalCounts.MINUTES_KEPT + 1);
    }
}
