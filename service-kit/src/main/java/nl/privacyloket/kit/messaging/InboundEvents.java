package nl.privacyloket.kit.messaging;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings records to the handlers of their channel. A service has for each channel a method
 *
 * <pre>{@code
 * @Incoming("requests") @Blocking(ordered = true)
 * void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
 *     inbound.dispatch("requests", record);
 * }
 * }</pre>
 */
@ApplicationScoped
public class InboundEvents {
    private final Map<String, InboundDispatcher> byChannel;

    InboundEvents(
            @All List<EventHandler> handlers,
            TakenFacts taken,
            JtaTransactions transactions,
            DeadLetters deadLetters,
            Clock clock) {
        this.byChannel =
                taken.noting(handlers).stream()
                        .collect(Collectors.groupingBy(EventHandler::channel))
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> new InboundDispatcher(
                                        entry.getKey(),
                                        transactions,
                                        entry.getValue(),
                                        deadLetters,
                                        RetryPolicy.standard(),
                                        clock),
                                (one, other) -> one,
                                TreeMap::new));
    }

    /**
     * Returns when the record has taken effect or is a dead letter.
     *
     * @throws IllegalArgumentException when no handler names the channel
     */
    public void dispatch(String channel, ConsumerRecord<String, byte[]> record) throws InterruptedException {
        InboundDispatcher dispatcher = byChannel.get(channel);
        if (dispatcher == null) {
            throw new IllegalArgumentException("no handler takes events of channel " + channel);
        }
        dispatcher.dispatch(record);
    }

    /** Channels whose record in hand waits, with what for. */
    public Map<String, String> waiting() {
        Map<String, String> waiting = new TreeMap<>();
        byChannel.forEach((channel, dispatcher) -> {
            String reason = dispatcher.waitingFor();
            if (reason != null) {
                waiting.put(channel, reason);
            }
        });
        return waiting;
    }

    /** How long the record in hand of a channel has been waiting; zero when it does not, or nobody handles the channel. */
    public Duration waitingTime(String channel) {
        InboundDispatcher dispatcher = byChannel.get(channel);
        return dispatcher == null ? Duration.ZERO : dispatcher.waitingTime();
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        byChannel.values().forEach(InboundDispatcher::close);
    }

    void stop(@Observes ShutdownEvent event) {
        byChannel.values().forEach(InboundDispatcher::close);
    }
}
