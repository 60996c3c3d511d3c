package nl.privacyloket.faults.check;

import java.util.List;
import nl.privacyloket.faults.evidence.Evidence;

/** No person can be read anywhere outside of the data system, and one who was erased not there either. */
public final class NoTrace implements Check {

    @Override
    public String name() {
        return "no-trace";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        evidence.traces().forEach(place -> findings.wrong("a person's mark stands in " + place));
        return findings.all();
    }
}
