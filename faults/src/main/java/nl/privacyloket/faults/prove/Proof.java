package nl.privacyloket.faults.prove;

import java.util.List;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.run.Round;
import nl.privacyloket.faults.run.Rounds;
import nl.privacyloket.faults.world.World;

/**
 * What came of a round without a guard.
 *
 * @param guard that was out
 * @param check that had to report it
 * @param reports of that check
 */
public record Proof(String guard, String check, List<Finding> reports) {

    /** Takes a guard out, has a round run, and puts it in again. */
    public static Proof of(Guard guard, World world, Rounds rounds) throws Exception {
        GuardOut out = new GuardOut(guard, rounds.mark());
        out.takeOut(world);
        rounds.expectLittle();
        try {
            Round round = rounds.run(List.of(out));
            return new Proof(
                    guard.name(),
                    guard.check(),
                    round.findings().stream()
                            .filter(finding -> finding.check().equals(guard.check()))
                            .toList());
        } finally {
            out.putBack(world);
        }
    }

    /** Whether the check reported something. */
    public boolean holds() {
        return !reports.isEmpty();
    }
}
