package nl.privacyloket.faults.check;

import java.util.List;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.evidence.Evidence;

/** Whoever cannot be served is told so, and when to come again: 503 with {@code Retry-After}, never another 5xx. */
public final class ToldPlainly implements Check {

    @Override
    public String name() {
        return "told-plainly";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        for (Entry entry : evidence.ledger()) {
            if (entry.what() == Entry.What.BARE_FAILURE) {
                findings.wrong(entry.detail());
            }
        }
        return findings.all();
    }
}
