package nl.privacyloket.bench.result;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a scenario found.
 *
 * @param scenario its name, as typed after {@code ./run bench}
 * @param findings the lines of the table
 * @param measured all that was measured, by name: rounds, percentiles, processor times
 * @param notes what has to be known to read the figures: durability, who shares the processors, what was left out
 */
public record Outcome(String scenario, List<Finding> findings, Map<String, Object> measured, List<String> notes) {

    public Outcome {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** The same with further notes. */
    public Outcome with(List<String> further) {
        return new Outcome(
                scenario,
                findings,
                measured,
                Stream.concat(notes.stream(), further.stream()).toList());
    }
}
