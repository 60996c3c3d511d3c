package nl.privacyloket.faults.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.stack.client.TopicRecord;

/** On each topic what belongs to one key stands in the order in which it happened, all of it in one partition. */
public final class OrderHeld implements Check {
    private static final Map<String, List<String>> COURSES = Map.of(
            "privacyloket.requests.v1",
            List.of(
                    "nl.privacyloket.request.received.v1",
                    "nl.privacyloket.request.confirmed.v1",
                    "nl.privacyloket.request.identity-verified.v1",
                    "nl.privacyloket.request.decided.v1",
                    "nl.privacyloket.request.closed.v1"),
            "privacyloket.retention.v1",
            List.of(
                    "nl.privacyloket.retention.erasure-planned.v1",
                    "nl.privacyloket.retention.erasure-started.v1",
                    "nl.privacyloket.retention.erasure-completed.v1"));

    @Override
    public String name() {
        return "order-held";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, Integer> reached = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (TopicRecord record : evidence.records()) {
            List<String> course = COURSES.get(record.topic());
            // An event that comes again stands where it stood first.
            if (course == null
                    || record.key() == null
                    || !seen.add(record.headers().get("ce_id"))) {
                continue;
            }
            String key = record.topic() + " " + record.key();
            Integer partition = partitions.putIfAbsent(key, record.partition());
            if (partition != null && partition != record.partition()) {
                findings.wrong("records of " + key + " stand in more than one partition");
            }
            int step = course.indexOf(record.type());
            // A plan can be made again, and what a hold kept is planned and erased when it has ended.
            if (step < 0 || record.topic().equals("privacyloket.retention.v1") && step == 0) {
                continue;
            }
            Integer before = reached.put(key, step);
            boolean again = record.topic().equals("privacyloket.retention.v1") && before != null && before == 2;
            if (before != null && before > step && !again) {
                findings.wrong(record.type() + " of " + key + " stands after " + course.get(before));
            }
        }
        return findings.all();
    }
}
