package nl.privacyloket.faults.check;

import java.util.List;
import nl.privacyloket.faults.evidence.Evidence;

/** Who was erased has gone from the data system, and is not there again after a replay, a repetition or a restore. */
public final class ErasedStaysErased implements Check {

    @Override
    public String name() {
        return "erased-stays-erased";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        for (Course course : Course.all(evidence.ledger()).values()) {
            boolean mayBeThere = course.heldNow() || course.returned() != null;
            if (course.erased() != null && !mayBeThere && evidence.customers().contains(course.number())) {
                findings.wrong(course.number() + " was erased at " + course.erased() + " and is a customer");
            }
        }
        return findings.all();
    }
}
