package nl.privacyloket.faults.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.stack.client.TopicRecord;

/** Each fact of what was acknowledged is on its topic once; no event is on a topic twice. */
public final class FactsOnce implements Check {
    private static final String REQUESTS = "privacyloket.requests.v1";
    private static final String FACT = "nl.privacyloket.request.%s.v1";

    @Override
    public String name() {
        return "facts-once";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Map<String, Long> facts = new HashMap<>();
        Map<String, Long> events = new HashMap<>();
        for (TopicRecord record : evidence.records()) {
            String event = record.headers().get("ce_id");
            if (event != null) {
                events.merge(record.topic() + " " + record.source() + " " + event, 1L, Long::sum);
            }
            if (record.topic().equals(REQUESTS)) {
                facts.merge(record.key() + " " + record.type(), 1L, Long::sum);
            }
        }
        events.forEach((event, times) -> {
            if (times > 1) {
                findings.doubled("event " + event + " is on its topic " + times + " times");
            }
        });
        for (Entry entry : evidence.ledger()) {
            String fact = fact(entry.what());
            if (fact != null) {
                findings.exactlyOne(
                        facts.getOrDefault(entry.id() + " " + FACT.formatted(fact), 0L),
                        fact + " of " + entry.reference());
            }
        }
        return findings.all();
    }

    private static String fact(Entry.What what) {
        return switch (what) {
            case ACCEPTED -> "received";
            case CONFIRMED -> "confirmed";
            case CLOSED -> "closed";
            default -> null;
        };
    }
}
