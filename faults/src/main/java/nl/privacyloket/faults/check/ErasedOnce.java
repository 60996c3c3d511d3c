package nl.privacyloket.faults.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.faults.evidence.Evidence.Removal;

/**
 * Each erasure takes effect once, at whom it is about: a person who becomes a customer again afterwards stays one, and nobody goes who did
 * not ask. Only a restore of the data system erases who came back before it, as documented.
 */
public final class ErasedOnce implements Check {

    @Override
    public String name() {
        return "erased-once";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Map<String, Course> courses = Course.all(evidence.ledger());
        Map<Long, Integer> rows = new HashMap<>();
        for (Removal removal : evidence.removals()) {
            Course course = courses.get(removal.customer());
            if (rows.merge(removal.row(), 1, Integer::sum) > 1) {
                findings.doubled("row " + removal.row() + " of " + removal.customer() + " went twice");
            }
            if (course == null || !course.granted()) {
                findings.wrong(removal.customer() + " went, and no erasure of it was decided");
            }
        }
        for (Course course : courses.values()) {
            boolean erasedAgain = course.restored() != null
                    && course.returned() != null
                    && course.restored().isAfter(course.returned());
            if (course.returned() != null
                    && !erasedAgain
                    && !evidence.customers().contains(course.number())) {
                findings.doubled(course.number() + " came back after the erasure, and was erased once more");
            }
        }
        return findings.all();
    }
}
