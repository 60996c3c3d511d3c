package nl.privacyloket.notification.announcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.notification.delivery.MailTransport;
import nl.privacyloket.notification.delivery.OutgoingMail;
import nl.privacyloket.notification.delivery.Relays;
import nl.privacyloket.notification.delivery.SendResult;
import org.jboss.logging.Logger;

/** Sends one mail after another over one connection, and says of each what became of it. */
public final class AnnouncementSender {
    private static final Logger LOG = Logger.getLogger(AnnouncementSender.class);
    private static final Duration LOOK_AT_CONNECTION_EVERY = Duration.ofSeconds(1);

    private static final int TRIES_BEFORE_GIVING_UP = 10;
    private static final int MOST_UNKNOWN = 5;

    private final AnnouncementWriter writer;
    private final Relays relays;
    private final AnnouncementSettings settings;
    private final AnnouncementCounts counts;
    private final Clock clock;

    public AnnouncementSender(
            AnnouncementWriter writer,
            Relays relays,
            AnnouncementSettings settings,
            AnnouncementCounts counts,
            Clock clock) {
        this.writer = writer;
        this.relays = relays;
        this.settings = settings;
        this.counts = counts;
        this.clock = clock;
    }

    /** Until the thread is interrupted. */
    void work(BlockingQueue<TakenMail> toSend, BlockingQueue<Optional<Settled>> results, Pace pace) {
        try (MailTransport transport = relays.transport()) {
            while (!Thread.currentThread().isInterrupted()) {
                TakenMail mail = toSend.poll(LOOK_AT_CONNECTION_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (mail == null) {
                    transport.rest();
                } else {
                    long begun = System.nanoTime();
                    Settled settled = attempt(mail, transport);
                    pace.took(System.nanoTime() - begun);
                    results.add(Optional.of(settled));
                }
            }
        } catch (InterruptedException e) {
            // The service stops.
        }
    }

    /** Whatever happens there is a result: a mail without one would keep its place among those in hand for ever. */
    private Settled attempt(TakenMail mail, MailTransport transport) {
        if (tooLate(mail)) {
            return goesBack(mail);
        }
        Optional<OutgoingMail> written;
        try {
            written = writer.write(mail);
        } catch (Exception | Error e) {
            LOG.errorf("announcement not written announcementId=%s fault=%s", mail.announcement(), fault(e));
            return later(mail, "not-written", false);
        }
        if (written.isEmpty()) {
            return failed(mail, "invalid-address", Optional.empty());
        }
        if (tooLate(mail)) {
            // The first in its language waits for the database.
            return goesBack(mail);
        }
        try {
            return settled(mail, transport.send(written.get()));
        } catch (RuntimeException | Error e) {
            LOG.errorf("announcement broken off announcementId=%s fault=%s", mail.announcement(), fault(e));
            transport.close();
            return unknown(mail, "broken-off");
        }
    }

    private boolean tooLate(TakenMail mail) {
        return !clock.instant().isBefore(mail.beginBefore());
    }

    /** Those before it took long, or this process stood still: whether it is still wanted is to be looked at again. */
    private Settled goesBack(TakenMail mail) {
        return Settled.untried(mail, "taken-too-long-ago", clock.instant());
    }

    private Settled settled(TakenMail mail, SendResult result) {
        if (result instanceof SendResult.Accepted) {
            counts.sent.increment();
            return Settled.sent(mail);
        } else if (result instanceof SendResult.Rejected rejected) {
            return failed(mail, rejected.code(), rejected.status());
        } else if (result instanceof SendResult.Deferred deferred) {
            return later(mail, deferred.code(), false);
        } else if (result instanceof SendResult.Unknown unknown) {
            return unknown(mail, unknown.code());
        } else if (result instanceof SendResult.ServerUnavailable unavailable && unavailable.isPaused()) {
            return Settled.untried(
                    mail, unavailable.code(), relays.pausedUntil().orElse(clock.instant()));
        } else {
            return later(mail, ((SendResult.ServerUnavailable) result).code(), false);
        }
    }

    private Settled unknown(TakenMail mail, String reason) {
        counts.unknown.increment();
        return later(mail, reason, true);
    }

    private Settled later(TakenMail mail, String reason, boolean unknown) {
        Instant now = clock.instant();
        boolean old = mail.firstAt().plus(settings.giveUpAfter()).isBefore(now);
        if (old && mail.attempts() >= TRIES_BEFORE_GIVING_UP) {
            return failed(mail, "given-up-" + reason, Optional.empty());
        } else if (unknown && mail.attempts() >= MOST_UNKNOWN) {
            // Each further try may be one more copy of what has arrived already.
            return failed(mail, "unknown-" + reason, Optional.empty());
        }
        counts.deferred.increment();
        return Settled.later(mail, reason, now.plus(settings.backoff().after(mail.attempts())), unknown);
    }

    private Settled failed(TakenMail mail, String reason, Optional<String> status) {
        counts.failed.increment();
        LOG.debugf("announcement mail failed announcementId=%s reason=%s", mail.announcement(), reason);
        return Settled.failed(mail, reason, status.orElse(null));
    }

    private static String fault(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
