package nl.privacyloket.faults.prove;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.run.Round;
import nl.privacyloket.faults.run.Rounds;
import nl.privacyloket.faults.world.World;

/**
 * What came of a round without a guard.
 *
 * @param guard that was out
 * @param check that had to report it
 * @param kind that its report had to have
 * @param reports of that check, of that kind
 * @param others whatever else the round found
 */
public record Proof(String guard, String check, Finding.Kind kind, List<Finding> reports, List<Finding> others) {

    /** Takes a guard out, has a round run, and puts it in again. */
    public static Proof of(Guard guard, World world, Rounds rounds) throws Exception {
        GuardOut out = new GuardOut(guard, rounds.mark());
        out.takeOut(world);
        rounds.expectLittle();
        try {
            Round round = rounds.run(List.of(out));
            return of(guard, round.findings());
        } finally {
            out.putBack(world);
        }
    }

    /** What it is worth that a round without the guard found this. */
    static Proof of(Guard guard, List<Finding> findings) {
        Map<Boolean, List<Finding>> found = findings.stream()
                .collect(Collectors.partitioningBy(
                        finding -> finding.check().equals(guard.check()) && finding.kind() == guard.kind()));
        return new Proof(guard.name(), guard.check(), guard.kind(), found.get(true), found.get(false));
    }

    /** Whether the check reported what the guard keeps from happening. */
    public boolean holds() {
        return !reports.isEmpty();
    }
}
