package nl.privacyloket.audit.verify.state;

import java.util.Map;
import java.util.TreeMap;
import nl.privacyloket.audit.verify.log.Edge;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.source.AuditSource.Verified;

/**
 * How far each log was verified.
 *
 * @param logs by name
 */
public record VerifiedState(Map<String, Log> logs) implements Verified {
    /**
     * One log.
     *
     * @param edge proves itself: its tree has the root that its checkpoint signs
     * @param position of that checkpoint on the topic; null when it was read elsewhere
     */
    public record Log(Edge edge, Position position) {}

    public VerifiedState {
        logs = new TreeMap<>(logs);
    }

    /** Of somebody who has verified nothing yet. */
    public static VerifiedState nothing() {
        return new VerifiedState(Map.of());
    }

    @Override
    public long entries(String log) {
        return logs.containsKey(log) ? logs.get(log).edge().size() : 0;
    }

    @Override
    public long offset(int partition) {
        // A log that was not met before may have records anywhere, but then its own earlier entries would be missing.
        return logs.values().stream()
                .filter(log -> log.position() != null && log.position().partition() == partition)
                .mapToLong(log -> log.position().offset())
                .min()
                .orElse(0);
    }
}
