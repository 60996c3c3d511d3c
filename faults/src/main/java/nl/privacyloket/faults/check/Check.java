package nl.privacyloket.faults.check;

import java.util.List;
import nl.privacyloket.faults.evidence.Evidence;

/** Something that must hold of what came of a run, whatever broke. */
public interface Check {

    /** Its name in the report: small letters and hyphens. */
    String name();

    /** What does not hold. */
    List<Finding> look(Evidence evidence);
}
