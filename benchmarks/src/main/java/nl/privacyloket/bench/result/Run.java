package nl.privacyloket.bench.result;

import java.time.Instant;
import java.util.List;
import nl.privacyloket.bench.machine.Machine;

/**
 * A run of {@code ./run bench}.
 *
 * @param begunAt in UTC
 * @param seconds how long it took
 * @param commit the checkout that was measured, with {@code +} when files differ from it; {@code unknown} outside of one
 * @param machine what it ran on
 * @param outcomes in the order of the scenarios
 */
public record Run(Instant begunAt, long seconds, String commit, Machine machine, List<Outcome> outcomes) {

    public Run {
        outcomes = List.copyOf(outcomes);
    }
}
