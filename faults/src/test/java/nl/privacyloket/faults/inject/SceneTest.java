package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SceneTest {
    private final AtomicInteger worked = new AtomicInteger();
    private final Scene scene = new Scene(null, null, Path.of("none"), worked::incrementAndGet, Duration.ofSeconds(10));

    @Test
    void letsPersonsWorkUntilTheEffectIsThere() {
        assertThatCode(() -> scene.await("an effect", () -> worked.get() == 2)).doesNotThrowAnyException();
        assertThat(worked).hasValue(2);
    }

    @Test
    void aLookThatFailsHasSeenNothing() {
        assertThatCode(() -> scene.await("an effect", () -> {
                    if (worked.get() == 0) {
                        throw new IOException("away");
                    }
                    return true;
                }))
                .doesNotThrowAnyException();
        assertThat(worked).hasValue(1);
    }

    @Test
    void aFaultOfWhichNothingComesIsNone() {
        assertThatThrownBy(() -> scene.await("an effect", Duration.ofMillis(300), () -> false))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining("an effect");
    }
}
