package nl.privacyloket.faults.check;

import java.util.List;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.evidence.Evidence;

/** When all is healed, nothing waits any more: no queue, no lease, no case, no journey. */
public final class NothingStuck implements Check {

    @Override
    public String name() {
        return "nothing-stuck";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        evidence.waiting().forEach((what, many) -> findings.stuck(many + " in " + what));
        for (Entry entry : evidence.ledger()) {
            if (entry.what() == Entry.What.GIVEN_UP) {
                findings.stuck("the journey of " + entry.person() + ": " + entry.detail());
            }
        }
        return findings.all();
    }
}
