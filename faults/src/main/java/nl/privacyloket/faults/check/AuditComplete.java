package nl.privacyloket.faults.check;

import java.util.List;
import nl.privacyloket.faults.evidence.Evidence;

/** The audit logs are complete and unaltered, go on from the checkpoints that were kept elsewhere, and agree with each other. */
public final class AuditComplete implements Check {

    @Override
    public String name() {
        return "audit-complete";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        evidence.audit().forEach(findings::wrong);
        return findings.all();
    }
}
