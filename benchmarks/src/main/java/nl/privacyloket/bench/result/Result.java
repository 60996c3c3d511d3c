package nl.privacyloket.bench.result;

import java.util.List;
import java.util.Map;
import nl.privacyloket.bench.machine.Machine;

/**
 * What a scenario found, with the run that it comes from: the content of its file.
 *
 * @param begunAt when the run began, in UTC
 * @param commit the checkout that was measured, with {@code +} when files differ from it; {@code unknown} outside of one
 * @param machine what it ran on
 */
public record Result(
        String scenario,
        String begunAt,
        String commit,
        Machine machine,
        List<Finding> findings,
        Map<String, Object> measured,
        List<String> notes) {

    public static Result of(Outcome outcome, String begunAt, String commit, Machine machine) {
        return new Result(
                outcome.scenario(), begunAt, commit, machine, outcome.findings(), outcome.measured(), outcome.notes());
    }

    /** The run, for a reader. */
    String run() {
        return "measured at " + begunAt + " of " + commit.replaceFirst("\\+$", " with files that differ from it")
                + " on " + machine.inWords();
    }
}
