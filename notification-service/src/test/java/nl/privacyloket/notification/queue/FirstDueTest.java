package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FirstDueTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final long QUICK = Duration.ofMillis(1).toNanos();
    private static final long SLOW = Duration.ofMillis(40).toNanos();

    private final AtomicLong nanos = new AtomicLong();
    private final FirstDue due = new FirstDue(nanos::get);

    private void look(Instant found, long took) {
        Instant from = due.from();
        nanos.addAndGet(took);
        due.looked(from, found, took);
    }

    @Test
    void looksFromTheBeginningWhileThatIsQuick() {
        look(NOW, QUICK);

        assertThat(due.from()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void beginsALittleBeforeWhatItFoundAfterASlowLook() {
        look(NOW, SLOW);

        assertThat(due.from()).isEqualTo(NOW.minusSeconds(2));
    }

    @Test
    void goesAlongWithWhatIsFound() {
        look(NOW, SLOW);
        look(NOW.plusSeconds(5), QUICK);

        assertThat(due.from()).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void neverGoesBackToWhatItHasPassed() {
        look(NOW, SLOW);
        look(NOW.minusSeconds(9), QUICK);

        assertThat(due.from()).isEqualTo(NOW.minusSeconds(2));
    }

    @Test
    void looksFromTheBeginningForAFiftiethOfTheTime() {
        look(NOW, SLOW);
        nanos.addAndGet(50 * SLOW - 1);
        Instant before = due.from();
        nanos.addAndGet(1);

        assertThat(before).isEqualTo(NOW.minusSeconds(2));
        assertThat(due.from()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aVerySlowLookIsFollowedByAnotherBeforeLong() {
        look(NOW, Duration.ofSeconds(2).toNanos());
        nanos.addAndGet(Duration.ofSeconds(15).toNanos() - 1);
        Instant before = due.from();
        nanos.addAndGet(1);

        assertThat(before).isEqualTo(NOW.minusSeconds(2));
        assertThat(due.from()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void oneAtATimeLooksFromTheBeginning() {
        look(NOW, SLOW);
        nanos.addAndGet(50 * SLOW);
        due.from();

        assertThat(due.from()).isEqualTo(NOW.minusSeconds(2));
    }
}
