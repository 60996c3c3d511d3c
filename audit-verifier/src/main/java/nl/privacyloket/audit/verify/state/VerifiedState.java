package nl.privacyloket.audit.verify.state;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.privacyloket.audit.verify.log.Edge;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.source.AuditSource.Verified;

/**
 * How far each log was verified.
 *
 * @param logs by name
 * @param unkeyed logs that an earlier run met and that no key was given for in this one
 */
public record VerifiedState(Map<String, Log> logs, Set<String> unkeyed) implements Verified {
    /**
     * One log.
     *
     * @param edge proves itself: its tree has the root that its checkpoint signs; null when nothing is proven yet
     * @param position on the topic, of that checkpoint or else of the log's first record; null when it was read elsewhere
     */
    public record Log(Edge edge, Position position) {}

    public VerifiedState {
        logs = new TreeMap<>(logs);
        unkeyed = Set.copyOf(unkeyed);
    }

    /** Of somebody who has verified nothing yet. */
    public static VerifiedState nothing() {
        return new VerifiedState(Map.of(), Set.of());
    }

    /** How far a log is proven; null when it is not. */
    public Edge edge(String log) {
        return logs.containsKey(log) ? logs.get(log).edge() : null;
    }

    @Override
    public long entries(String log) {
        Edge edge = edge(log);
        return edge == null ? 0 : edge.size();
    }

    @Override
    public long offset(int partition) {
        if (logs.values().stream().anyMatch(log -> log.position() == null)) {
            return 0;
        }
        // Of a log that was not met before, everything stands behind what was read then.
        return logs.values().stream()
                .filter(log -> log.position().partition() == partition)
                .mapToLong(log -> log.position().offset())
                .min()
                .orElse(0);
    }
}
