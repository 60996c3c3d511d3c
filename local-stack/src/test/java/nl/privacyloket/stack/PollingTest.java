package nl.privacyloket.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksUntilThereIsAnAnswer() throws Exception {
        Optional<String> answer = Polling.upTo(Duration.ofSeconds(20))
                .every(Duration.ofMillis(1))
                .forAnswer(() -> asked.incrementAndGet() < 4 ? Optional.empty() : Optional.of("there"));

        assertThat(answer).contains("there");
        assertThat(asked).hasValue(4);
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        boolean held = Polling.upTo(Duration.ofMillis(50)).untilTrue(() -> false);

        assertThat(held).isFalse();
    }

    @Test
    void passesOnWhatGoesWrong() {
        assertThatThrownBy(() -> Polling.upTo(Duration.ofSeconds(20)).forAnswer(() -> {
                    throw new IllegalArgumentException("wrong");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
    }
}
