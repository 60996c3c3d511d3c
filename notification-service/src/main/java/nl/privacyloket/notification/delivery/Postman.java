package nl.privacyloket.notification.delivery;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.messaging.trace.TraceContext;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import nl.privacyloket.notification.bounce.BounceStatus;
import nl.privacyloket.notification.queue.ClaimedMessage;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.queue.SendingQueue;
import nl.privacyloket.notification.suppression.SuppressedAddresses;
import org.jboss.logging.Logger;

/**
 * Delivers what is due, one batch at a time: claim, send outside any transaction, record. Used by one thread; several
 * postmen work side by side, each with claims of its own.
 *
 * <p>A fact leads to one mail, with one exception that SMTP cannot close: when this process dies, or the connection breaks,
 * after the server took the mail and before that is recorded, the mail goes again when the lease has ended. It then has the
 * same Message-ID, by which receivers drop the second. {@link DeliveryCounts} counts how often that may have happened.
 *
 * <p>While no server can be used, nothing is claimed, and what was claimed and not tried is given back. What a server
 * broke off goes behind the others that are due, so that no single message can hold them up.
 */
public final class Postman implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Postman.class);

    /** Doublings of the pause. */
    private static final int SLOWER_BY = 3;

    /** Tries of one message that may all have arrived: after these a person decides, and no further copy goes. */
    private static final int MOST_UNCERTAIN = 5;

    /** Tries before a message is given up, however old it is: it may have waited for something else than a server. */
    private static final int FEWEST_TRIES = 10;

    private static final Duration MOMENT = Duration.ofMillis(10);

    private final SendingQueue queue;
    private final Transactions transactions;
    private final MailWriter writer;
    private final MailTransport transport;
    private final DeliverySettings settings;
    private final DeliveryCounts counts;
    private final TakeOver takeOver;
    private final Clock clock;
    private final SuppressedAddresses suppressed;
    private volatile UUID claim;
    private final CountDownLatch closed = new CountDownLatch(1);

    public Postman(
            SendingQueue queue,
            Transactions transactions,
            MailWriter writer,
            SuppressedAddresses suppressed,
            MailTransport transport,
            DeliverySettings settings,
            DeliveryCounts counts,
            TakeOver takeOver,
            Clock clock) {
        this.queue = queue;
        this.transactions = takeOver.watching(transactions);
        this.writer = writer;
        this.suppressed = suppressed;
        this.transport = transport;
        this.settings = settings;
        this.counts = counts;
        this.takeOver = takeOver;
        this.clock = clock;
    }

    /** As {@link #deliverDue(Runnable)}, for a postman without others beside it. */
    public int deliverDue() throws Exception {
        return deliverDue(() -> {});
    }

    /**
     * Sends a batch of what is due.
     *
     * @param more told when as many were claimed as may be: there may be more for others
     * @return how many messages were claimed; 0 when nothing is due or the servers are being left alone
     * @throws Exception when the database cannot be used
     */
    public int deliverDue(Runnable more) throws Exception {
        Instant now = clock.instant();
        if (transport.pausedUntil().isPresent()) {
            return 0;
        }
        boolean others = takeOver.isAllowed();
        List<ClaimedMessage> batch = transactions.inTransaction(
                connection -> queue.claim(connection, now, settings.lease(), settings.batch(), others));
        if (batch.isEmpty()) {
            return 0;
        }
        if (batch.size() == settings.batch()) {
            more.run();
        }
        claim = batch.get(0).claim();
        try {
            Iterator<ClaimedMessage> messages = batch.iterator();
            boolean usable = true;
            while (messages.hasNext() && usable && closed.getCount() > 0) {
                usable = deliver(messages.next());
            }
            while (messages.hasNext()) {
                ClaimedMessage untried = messages.next();
                record(connection -> {
                    queue.release(connection, untried);
                    return true;
                });
            }
        } finally {
            claim = null;
        }
        return batch.size();
    }

    /** How long there is nothing to do, unless something new is queued. */
    public Duration idle() throws Exception {
        Instant now = clock.instant();
        Optional<Instant> pausedUntil = transport.pausedUntil();
        if (pausedUntil.isPresent()) {
            return atLeastAMoment(Duration.between(now, pausedUntil.get()));
        }
        return transactions
                .inTransaction(connection -> queue.nextDue(connection, now))
                .map(due -> atLeastAMoment(Duration.between(now, due)))
                .filter(wait -> wait.compareTo(settings.poll()) < 0)
                .orElse(settings.poll());
    }

    private static Duration atLeastAMoment(Duration rest) {
        return rest.compareTo(MOMENT) < 0 ? MOMENT : rest;
    }

    /** Prolongs the lease of the batch in hand, from another thread. */
    public void keepLease() throws Exception {
        UUID held = claim;
        if (held != null) {
            Instant until = clock.instant().plus(settings.lease());
            transactions.inTransaction(connection -> {
                queue.renew(connection, held, until);
                return null;
            });
        }
    }

    private boolean deliver(ClaimedMessage message) throws Exception {
        Span span = GlobalOpenTelemetry.getTracer("nl.privacyloket.notification")
                .spanBuilder("message send")
                .setParent(TraceContext.after(message.traceparent()))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("messaging.message.id", message.id().toString())
                .startSpan();
        try (Scope ignored = span.makeCurrent()) {
            return attempt(message);
        } finally {
            span.end();
        }
    }

    /** @return whether the server can be used for the next one */
    private boolean attempt(ClaimedMessage message) throws Exception {
        if (message.takenOver()) {
            counts.takenOver.increment();
            LOG.warnf("taken over, may arrive twice messageId=%s requestId=%s", message.id(), message.requestId());
            if (message.uncertain() >= MOST_UNCERTAIN) {
                neverKnown(message, "taken-over");
                return true;
            }
        }
        OutgoingMail mail;
        try {
            mail = transactions.inTransaction(connection -> writeAndHold(connection, message));
        } catch (UndeliverableException e) {
            fail(message, e.reason());
            return true;
        } catch (RuntimeException | Error e) {
            notWritten(message, e instanceof NotWrittenException ? e.getCause() : e);
            return true;
        }
        if (mail == null) {
            counts.lost.increment();
            LOG.warnf("lease lost before sending messageId=%s requestId=%s", message.id(), message.requestId());
            return true;
        }
        SendResult result;
        try {
            result = transport.send(mail);
        } catch (NoMailException e) {
            notWritten(message, e);
            return true;
        } catch (RuntimeException | Error e) {
            // No verdict: how far the conversation had come is not known.
            transport.close();
            LOG.errorf("sending broken off messageId=%s kind=%s fault=%s", message.id(), message.kind(), fault(e));
            result = new SendResult.Unknown("smtp-broken-off");
        }
        return settle(message, mail, result);
    }

    private void notWritten(ClaimedMessage message, Throwable e) throws Exception {
        LOG.errorf("message not written messageId=%s kind=%s fault=%s", message.id(), message.kind(), fault(e));
        defer(message, "not-written", false);
    }

    /** @return whether the server can be used for the next one */
    private boolean settle(ClaimedMessage message, OutgoingMail mail, SendResult result) throws Exception {
        if (result instanceof SendResult.Accepted) {
            accepted(message);
        } else if (result instanceof SendResult.Rejected rejected) {
            rejected(message, mail, rejected);
        } else if (result instanceof SendResult.Deferred deferred) {
            defer(message, deferred.code(), false);
        } else if (result instanceof SendResult.Unknown unknown) {
            counts.unknown.increment();
            if (message.uncertain() + 1 >= MOST_UNCERTAIN) {
                neverKnown(message, unknown.code());
            } else {
                defer(message, unknown.code(), true);
            }
        } else if (result instanceof SendResult.ServerUnavailable unavailable) {
            unavailable(message, unavailable);
            return false;
        }
        return true;
    }

    /** @return null when somebody else has the message by now */
    private OutgoingMail writeAndHold(Connection connection, ClaimedMessage message) throws SQLException {
        OutgoingMail mail = write(connection, message);
        Instant now = clock.instant();
        boolean ours =
                queue.hold(connection, message, writer.addressHash(message, mail), now, now.plus(settings.lease()));
        return ours ? mail : null;
    }

    /** Tells a fault of the letter from one of the database. */
    private OutgoingMail write(Connection connection, ClaimedMessage message) throws SQLException {
        try {
            return writer.write(connection, message);
        } catch (UndeliverableException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new NotWrittenException(e);
        }
    }

    private void unavailable(ClaimedMessage message, SendResult.ServerUnavailable unavailable) throws Exception {
        if (unavailable.isPaused()) {
            record(connection -> {
                queue.release(connection, message);
                return true;
            });
            return;
        }
        Instant now = clock.instant();
        Instant pausedUntil = transport.pausedUntil().orElse(now);
        // However old it is: it waits with all others. Later than the end of the pause: when it is this mail on which
        // the server breaks off, another is tried first.
        deferUntil(
                message,
                unavailable.code(),
                false,
                pausedUntil.plus(settings.serverBackoff().after(message.attempts())));
    }

    /** The server has it: this must be written down, or it goes again. So a database that is away is waited for. */
    private void accepted(ClaimedMessage message) throws Exception {
        Instant at = clock.instant();
        boolean keepOccasion = writer.mayBeAskedAgain(message);
        while (true) {
            try {
                boolean recorded = record(connection -> queue.sent(connection, message, keepOccasion, at));
                (recorded ? counts.sent : counts.lost).increment();
                LOG.infof(
                        "message sent messageId=%s requestId=%s organisation=%s kind=%s attempts=%d recorded=%s",
                        message.id(),
                        message.requestId(),
                        message.organisation(),
                        message.kind(),
                        message.attempts(),
                        recorded);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                // Also a commit that failed, which the transaction manager reports in a way of its own.
                LOG.warnf(
                        "sent and not recorded yet messageId=%s cause=%s",
                        message.id(), e.getClass().getSimpleName());
                if (closed.await(settings.recordAgainAfter().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    private void defer(ClaimedMessage message, String reason, boolean perhapsTaken) throws Exception {
        boolean old = message.queuedAt().plus(settings.giveUpAfter()).isBefore(clock.instant());
        if (old && message.attempts() >= FEWEST_TRIES) {
            fail(message, "given-up-" + reason);
            return;
        }
        // Each further try of a mail that was perhaps taken may be one more copy: those come slower.
        int failures = message.attempts() + (perhapsTaken ? SLOWER_BY : 0);
        Instant next = clock.instant().plus(settings.messageBackoff().after(failures));
        deferUntil(message, reason, perhapsTaken, next);
    }

    private void deferUntil(ClaimedMessage message, String reason, boolean perhapsTaken, Instant next)
            throws Exception {
        counts.deferred.increment();
        record(connection -> queue.deferred(connection, message, reason, perhapsTaken, next));
        LOG.warnf(
                "message deferred messageId=%s requestId=%s kind=%s attempts=%d reason=%s",
                message.id(), message.requestId(), message.kind(), message.attempts(), reason);
    }

    private void neverKnown(ClaimedMessage message, String reason) throws Exception {
        counts.neverKnown.increment();
        fail(message, "unknown-" + reason);
    }

    /** What the server says of the address counts for the mails that follow. */
    private void rejected(ClaimedMessage message, OutgoingMail mail, SendResult.Rejected rejected) throws Exception {
        Optional<String> badAddress =
                rejected.status().filter(BounceStatus::isBadAddress).filter(status -> !message.isForStaff());
        fail(message, rejected.code(), connection -> {
            if (badAddress.isPresent()) {
                suppressed.suppress(
                        connection,
                        message.organisation(),
                        writer.addressHash(message, mail),
                        SuppressedAddresses.Reason.BOUNCED,
                        badAddress.get(),
                        MessageFacts.ITSELF,
                        clock.instant());
            }
            return null;
        });
    }

    private void fail(ClaimedMessage message, String reason) throws Exception {
        fail(message, reason, connection -> null);
    }

    /** @param besides what is noted in the same transaction */
    private void fail(ClaimedMessage message, String reason, Work<Void> besides) throws Exception {
        boolean recorded = record(connection -> {
            besides.run(connection);
            return queue.failed(connection, message, reason, clock.instant());
        });
        (recorded ? counts.failed : counts.lost).increment();
        LOG.errorf(
                "message failed messageId=%s requestId=%s organisation=%s kind=%s attempts=%d reason=%s",
                message.id(), message.requestId(), message.organisation(), message.kind(), message.attempts(), reason);
    }

    private boolean record(Work<Boolean> work) throws Exception {
        return transactions.inTransaction(work);
    }

    private static String fault(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Lets the mail in hand be finished and starts no other. */
    @Override
    public void close() {
        closed.countDown();
    }
}
