package nl.privacyloket.faults.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.evidence.Evidence;

/** Every request that was acknowledged stands in PostgreSQL once, and none that nobody filed. */
public final class RequestsOnce implements Check {

    @Override
    public String name() {
        return "requests-once";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Set<String> accepted = new HashSet<>();
        long asked = 0;
        for (Entry entry : evidence.ledger()) {
            asked += entry.what() == Entry.What.ASKING ? 1 : 0;
            if (entry.what() == Entry.What.ACCEPTED) {
                accepted.add(entry.id());
                findings.exactlyOne(
                        evidence.requests().stream()
                                .filter(row -> row.reference().equals(entry.reference())
                                        && row.id().equals(entry.id())
                                        && row.right().equals(entry.detail()))
                                .count(),
                        "the row of " + entry.reference());
            }
        }
        long unknown = evidence.requests().stream()
                .filter(row -> !accepted.contains(row.id()))
                .count();
        long unanswered = asked - accepted.size();
        if (unknown > unanswered) {
            findings.doubled(unknown + " requests that nobody was told of, and " + unanswered + " were never answered");
        }
        return findings.all();
    }
}
