package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOfProcessTest {
    private static final Instant REAL = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void readsTheTimeOfAnotherProcess() throws Exception {
        Instant before = Instant.now().minusSeconds(5);

        assertThat(ClockOfProcess.read(ProcessHandle.current().pid()))
                .isBetween(before, Instant.now().plusSeconds(5));
    }

    @Test
    void understandsWhatTheJdkSays() {
        assertThat(ClockOfProcess.time("20957:\n2026-11-23T04:50:55.903+0100: 10.064 s\n"))
                .contains(Instant.parse("2026-11-23T03:50:55.903Z"));
        assertThat(ClockOfProcess.time("20957:\n10.064 s\n")).isEmpty();
    }

    @Test
    void aClockIsMovedInTheRightDirectionAndFarEnough() {
        assertThat(ClockOfProcess.isMoved(REAL.minusSeconds(74), REAL, Duration.ofSeconds(-75)))
                .isTrue();
        assertThat(ClockOfProcess.isMoved(REAL.plusSeconds(74), REAL, Duration.ofSeconds(75)))
                .isTrue();
        assertThat(ClockOfProcess.isMoved(REAL.plusSeconds(74), REAL, Duration.ofSeconds(-75)))
                .isFalse();
        assertThat(ClockOfProcess.isMoved(REAL.plusSeconds(2), REAL, Duration.ofSeconds(10)))
                .isFalse();
        assertThat(ClockOfProcess.isMoved(REAL, REAL, Duration.ofSeconds(10))).isFalse();
    }
}
