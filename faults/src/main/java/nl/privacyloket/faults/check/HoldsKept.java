package nl.privacyloket.faults.check;

import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.faults.evidence.Evidence.Removal;

/** From the acknowledgement of a hold until its lifting, nothing goes of the person that it names. */
public final class HoldsKept implements Check {

    @Override
    public String name() {
        return "holds-kept";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Map<String, Course> courses = Course.all(evidence.ledger());
        for (Removal removal : evidence.removals()) {
            Course course = courses.get(removal.customer());
            if (course != null && course.holds().stream().anyMatch(span -> span.covers(removal.at()))) {
                findings.wrong("row " + removal.row() + " of " + removal.customer() + " went at " + removal.at()
                        + ", under a hold");
            }
        }
        for (Course course : courses.values()) {
            if (course.heldNow() && !evidence.customers().contains(course.number())) {
                findings.wrong(course.number() + " is under a hold and has gone");
            }
        }
        return findings.all();
    }
}
