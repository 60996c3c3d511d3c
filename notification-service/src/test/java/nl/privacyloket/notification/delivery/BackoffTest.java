package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), new Random(7));

    @ParameterizedTest
    @CsvSource({"1,10", "2,20", "3,40", "9,2560", "10,3600", "64,3600", "2000000000,3600"})
    void eachPauseIsBetweenHalfAndTheWholeOfItsLength(int failures, int seconds) {
        Duration pause = backoff.after(failures);

        assertThat(pause).isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
    }
}
