package nl.privacyloket.messaging.inbox;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.trace.TraceContext;
import nl.privacyloket.messaging.transaction.Transactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Brings the records of one channel to their handlers: each takes effect once, in one transaction with its inbox row.
 * When this returns, the record has taken effect, had done so before, or is a dead letter; its offset may be committed.
 */
public final class InboundDispatcher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(InboundDispatcher.class);

    private final String channel;
    private final Transactions transactions;
    private final Map<String, EventHandler> handlers;
    private final DeadLetters deadLetters;
    private final RetryPolicy retries;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Wait> wait = new AtomicReference<>();

    /**
     * @param handlers those of this channel
     * @throws IllegalArgumentException when two of them take the same type
     */
    public InboundDispatcher(
            String channel,
            Transactions transactions,
            Collection<? extends EventHandler> handlers,
            DeadLetters deadLetters,
            RetryPolicy retries,
            Clock clock) {
        this.channel = channel;
        this.transactions = transactions;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.clock = clock;
        this.handlers = byType(channel, handlers);
    }

    private static Map<String, EventHandler> byType(String channel, Collection<? extends EventHandler> handlers) {
        Map<String, EventHandler> byType = new HashMap<>();
        for (EventHandler handler : handlers) {
            for (String type : handler.types()) {
                if (byType.put(type, handler) != null) {
                    throw new IllegalArgumentException("two handlers of channel " + channel + " take " + type);
                }
            }
        }
        return byType;
    }

    /** Name of what the record in hand is waiting for, such as a class of exception, or null when nothing waits. */
    public String waitingFor() {
        Wait now = wait.get();
        return now == null ? null : now.reason();
    }

    /** How long the record in hand has been waiting; zero when nothing waits. */
    public Duration waitingTime() {
        Wait now = wait.get();
        return now == null ? Duration.ZERO : Duration.between(now.since(), clock.instant());
    }

    /** Why the record in hand waits, and since when. */
    private record Wait(String reason, Instant since) {}

    private void waitFor(String reason) {
        wait.updateAndGet(before -> new Wait(reason, before == null ? clock.instant() : before.since()));
    }

    /**
     * Handles one record.
     *
     * @throws InterruptedException when this dispatcher is closed meanwhile; the record is then to be delivered again
     */
    public void dispatch(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        IncomingEvent event;
        try {
            event = IncomingEvent.from(record);
        } catch (PoisonEventException e) {
            park(record, null, e.reason(), null, 1);
            return;
        }
        EventHandler handler = handlers.get(event.type());
        if (handler == null) {
            park(record, event, "unknown-type", null, 1);
            return;
        }
        Span span = GlobalOpenTelemetry.getTracer("nl.privacyloket.messaging")
                .spanBuilder(event.type() + " process")
                .setParent(TraceContext.after(event.traceparent()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", event.topic())
                .setAttribute("cloudevents.event_id", event.id())
                .startSpan();
        try (Scope ignored = span.makeCurrent()) {
            handleUntilSettled(record, event, handler);
        } finally {
            wait.set(null);
            span.end();
        }
    }

    private void handleUntilSettled(ConsumerRecord<String, byte[]> record, IncomingEvent event, EventHandler handler)
            throws InterruptedException {
        int failures = 0;
        int waits = 0;
        while (true) {
            try {
                transactions.inTransaction(connection -> {
                    if (Inbox.noteFirst(connection, channel, event.source(), event.id(), clock.instant())) {
                        handler.handle(event, connection);
                    }
                    return null;
                });
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                PoisonEventException poison = poison(e);
                if (poison != null) {
                    park(record, event, poison.reason(), null, failures + 1);
                    return;
                }
                if (waits(e)) {
                    pause(event, e, ++waits);
                } else if (++failures >= retries.attempts()) {
                    park(record, event, "handler-failed", e.getClass().getSimpleName(), failures);
                    return;
                } else {
                    pause(event, e, failures);
                }
            }
        }
    }

    private static PoisonEventException poison(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PoisonEventException poison) {
                return poison;
            }
        }
        return null;
    }

    private static boolean waits(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotReadyException) {
                return true;
            }
        }
        return Faults.passing(failure);
    }

    private void pause(IncomingEvent event, Exception failure, int times) throws InterruptedException {
        String reason = failure instanceof NotReadyException
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
        waitFor(reason);
        LOG.warnf(
                "event will be tried again channel=%s type=%s eventId=%s times=%d cause=%s",
                channel, event.type(), event.id(), times, reason);
        if (closed.await(retries.pauseAfter(times).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("channel " + channel + " is closing");
        }
    }

    private void park(
            ConsumerRecord<String, byte[]> record, IncomingEvent event, String reason, String fault, int attempts)
            throws InterruptedException {
        int waits = 0;
        while (true) {
            try {
                transactions.inTransaction(connection -> {
                    deadLetters.park(connection, channel, record, event, reason, fault, attempts, clock.instant());
                    return null;
                });
                LOG.errorf(
                        "event set aside channel=%s topic=%s partition=%d offset=%d reason=%s fault=%s",
                        channel, record.topic(), record.partition(), record.offset(), reason, fault);
                wait.set(null);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                waitFor(e.getClass().getSimpleName());
                LOG.warnf("dead letter not stored yet channel=%s cause=%s", channel, waitingFor());
                if (closed.await(retries.pauseAfter(++waits).toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("channel " + channel + " is closing");
                }
            }
        }
    }

    /** Ends pauses, so that a service that stops does not wait for what is away. */
    @Override
    public void close() {
        closed.countDown();
    }
}
