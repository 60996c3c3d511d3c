package nl.privacyloket.retention.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final RetrySchedule SCHEDULE = new RetrySchedule(5, Duration.ofMinutes(1), Duration.ofMinutes(6));

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT2M", "3, PT4M", "4, PT6M", "5,", "6,"})
    void pausesLongerAfterEachFailureAndThenGivesUp(int sent, Duration pause) {
        var next = SCHEDULE.afterFailure(NOW, sent);

        assertThat(next.orElse(null)).isEqualTo(pause == null ? null : NOW.plus(pause));
    }

    @ParameterizedTest
    @CsvSource({"1, PT3M", "2, PT6M", "3, PT6M", "60, PT6M"})
    void waitsForAnAnswerAsLongAsTheSystemMayTake(int sent, Duration wait) {
        var until = SCHEDULE.awaitedUntil(NOW, Duration.ofMinutes(3), sent);

        assertThat(until).isEqualTo(NOW.plus(wait));
    }

    @ParameterizedTest
    @CsvSource({"1, P2D", "4, P2D"})
    void grantsASlowSystemItsOwnTimeEvenBeyondTheLongestPause(int sent, Duration wait) {
        var until = SCHEDULE.awaitedUntil(NOW, Duration.ofDays(2), sent);

        assertThat(until).isEqualTo(NOW.plus(wait));
    }
}
