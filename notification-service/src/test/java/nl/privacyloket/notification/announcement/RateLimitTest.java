package nl.privacyloket.notification.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void aClockThatIsALittleBehindChangesNothing() {
        RateLimit limit = new RateLimit(100, 3, NOW);

        assertThat(limit.at(NOW.minusMillis(400))).isEqualTo(limit);
    }

    @Test
    void aClockThatWasPutBackDoesNotStopTheMail() {
        RateLimit limit = new RateLimit(100, 0, NOW.plus(Duration.ofHours(1)));

        RateLimit later = limit.at(NOW).at(NOW.plusMillis(100));

        assertThat(later.allowing(10)).isEqualTo(10);
    }
}
