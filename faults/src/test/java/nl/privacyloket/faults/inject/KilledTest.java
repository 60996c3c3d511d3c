package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With processes of the machine. */
class KilledTest {
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void whatRanIsGone() throws Exception {
        Process process = started();

        Killed killed =
                Killed.of("it", pid(process), () -> process.destroyForcibly().waitFor());

        assertThat(killed.pid()).isEqualTo(process.pid());
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void whatDidNotRunCannotBeKilled() {
        assertThatThrownBy(() -> Killed.of("it", OptionalLong.empty(), () -> {}))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining("did not run");
    }

    @Test
    void whatRunsAllTheSameWasNotKilled() throws Exception {
        Process process = started();

        assertThatThrownBy(() -> Killed.of("it", pid(process), () -> {}))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining("was killed and runs");
    }

    @Test
    void anotherProcessIsToBeThereAfterwards() throws Exception {
        Process process = started();
        Killed killed =
                Killed.of("it", pid(process), () -> process.destroyForcibly().waitFor());
        OptionalLong another = pid(started());

        assertThatCode(() -> killed.replacedBy(() -> another)).doesNotThrowAnyException();
        assertThatThrownBy(() -> killed.replacedBy(() -> pid(process))).isInstanceOf(NoEffectException.class);
        assertThatThrownBy(() -> killed.replacedBy(OptionalLong::empty)).isInstanceOf(NoEffectException.class);
    }

    private Process started() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        processes.add(process);
        return process;
    }

    private static OptionalLong pid(Process process) {
        return OptionalLong.of(process.pid());
    }
}
