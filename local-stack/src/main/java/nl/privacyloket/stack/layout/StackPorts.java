package nl.privacyloket.stack.layout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import nl.privacyloket.stack.net.LocalPorts;

/**
 * The ports of one stack: the documented ones, all moved by the same offset.
 *
 * @param offset what is added to each port, from 0
 */
public record StackPorts(int offset) {

    private static final int POSTGRES = 5433;
    private static final int KAFKA = 9092;
    private static final int KAFKA_GUARDED = 9093;
    private static final int SMTP = 1025;
    private static final int MAILBOX = 8025;
    private static final int OIDC = 8090;
    private static final int TRACES = 4318;
    private static final int HIGHEST_OFFSET = 65_535 - KAFKA_GUARDED;

    public StackPorts {
        if (offset < 0 || offset > HIGHEST_OFFSET) {
            throw new IllegalArgumentException("A port offset is between 0 and " + HIGHEST_OFFSET);
        }
    }

    /** The ports of the documentation. */
    public static StackPorts documented() {
        return new StackPorts(0);
    }

    /** Ports of which none is taken at this moment, for a stack beside others. */
    public static StackPorts free() {
        for (int attempt = 0; attempt < 200; attempt++) {
            // Below the range from which most systems take ports for outgoing connections.
            StackPorts ports = new StackPorts(ThreadLocalRandom.current().nextInt(10_000, 22_000));
            if (ports.firstTaken().isEmpty()) {
                return ports;
            }
        }
        throw new IllegalStateException("No offset was found with all ports free");
    }

    public int postgres() {
        return POSTGRES + offset;
    }

    public int kafka() {
        return KAFKA + offset;
    }

    /** Where Kafka asks who comes, and lets nobody do more than they have the right to. */
    public int kafkaGuarded() {
        return KAFKA_GUARDED + offset;
    }

    public int smtp() {
        return SMTP + offset;
    }

    public int mailbox() {
        return MAILBOX + offset;
    }

    public int oidc() {
        return OIDC + offset;
    }

    public int traces() {
        return TRACES + offset;
    }

    public int of(StackService service) {
        return service.port() + offset;
    }

    /** Every port by the name of who listens there, in the order of starting. */
    public Map<String, Integer> all() {
        Map<String, Integer> all = infrastructure();
        for (StackService service : StackService.values()) {
            all.put(service.id(), of(service));
        }
        return all;
    }

    /** The ports of all but the services. */
    public Map<String, Integer> infrastructure() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("PostgreSQL", postgres());
        ports.put("Kafka", kafka());
        ports.put("Kafka, guarded", kafkaGuarded());
        ports.put("SMTP", smtp());
        ports.put("mailbox", mailbox());
        ports.put("OIDC", oidc());
        ports.put("OTLP", traces());
        return ports;
    }

    /** The first of {@link #all()} on which something listens already. */
    public Optional<Map.Entry<String, Integer>> firstTaken() {
        return firstTaken(all());
    }

    /** The first of these on which something listens already. */
    public static Optional<Map.Entry<String, Integer>> firstTaken(Map<String, Integer> ports) {
        return ports.entrySet().stream()
                .filter(port -> LocalPorts.inUse(port.getValue()))
                .findFirst();
    }
}
