package nl.privacyloket.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.stack.client.TopicRecord;

/**
 * Each fact of what was acknowledged is on its topic as one event. The record of an event can stand there more often, as documented
 * (ADR 0001): the service died between Kafka's commit and its own. Then it is the same record; those are counted by {@link #again}.
 */
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
        Map<String, Set<String>> facts = new HashMap<>();
        byEvent(evidence).forEach((event, records) -> {
            TopicRecord first = records.get(0);
            if (records.stream()
                    .anyMatch(record -> !Objects.equals(record.key(), first.key())
                            || !record.type().equals(first.type()))) {
                findings.wrong("event " + event + " is on its topic with two contents");
            }
            if (first.topic().equals(REQUESTS)) {
                facts.computeIfAbsent(first.key() + " " + first.type(), key -> new HashSet<>())
                        .add(event);
            }
        });
        for (Entry entry : evidence.ledger()) {
            String fact = fact(entry.what());
            if (fact != null) {
                findings.exactlyOne(
                        facts.getOrDefault(entry.id() + " " + FACT.formatted(fact), Set.of())
                                .size(),
                        fact + " of " + entry.reference());
            }
        }
        return findings.all();
    }

    /** How many events stand on their topic more often than once. */
    public static long again(Evidence evidence) {
        return byEvent(evidence).values().stream()
                .filter(records -> records.size() > 1)
                .count();
    }

    private static Map<String, List<TopicRecord>> byEvent(Evidence evidence) {
        Map<String, List<TopicRecord>> byEvent = new HashMap<>();
        for (TopicRecord record : evidence.records()) {
            String event = record.headers().get("ce_id");
            if (event != null) {
                byEvent.computeIfAbsent(record.topic() + " " + record.source() + " " + event, key -> new ArrayList<>())
                        .add(record);
            }
        }
        return byEvent;
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
