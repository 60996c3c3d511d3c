package nl.privacyloket.faults.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.faults.evidence.Evidence.Noted;
import nl.privacyloket.stack.client.TopicRecord;

/** Every event is noted once by every consumer of its topic. */
public final class TakenOnce implements Check {
    // As the AsyncAPI document has it.
    private static final Map<String, List<String>> CONSUMERS = Map.of(
            "privacyloket.policies.v1", List.of("retention.policies", "notification.policies"),
            "privacyloket.requests.v1", List.of("retention.requests", "notification.requests"),
            "privacyloket.retention.v1", List.of("request.retention", "notification.retention"),
            "privacyloket.notifications.v1", List.of("request.notifications", "retention.notifications"),
            "privacyloket.results.v1", List.of("retention.results"),
            "privacyloket.commands.compjoeter-recovery.v1", List.of("connector_recovery.commands"));

    @Override
    public String name() {
        return "taken-once";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Map<String, Long> noted = new HashMap<>();
        for (Noted note : evidence.inbox()) {
            String what = note.consumer() + " " + note.source() + " " + note.eventId();
            noted.merge(what, note.times(), Long::sum);
            if (note.times() > 1) {
                findings.doubled(
                        note.consumer() + " has taken event " + note.eventId() + " " + note.times() + " times");
            }
        }
        Set<String> told = new HashSet<>();
        for (TopicRecord record : evidence.records()) {
            for (String consumer : CONSUMERS.getOrDefault(record.topic(), List.of())) {
                String event = record.headers().get("ce_id");
                String what = consumer + " " + record.source() + " " + event;
                if (!noted.containsKey(what) && told.add(what)) {
                    findings.lost(consumer + " has not taken event " + event + " of type " + record.type());
                }
            }
        }
        return findings.all();
    }
}
