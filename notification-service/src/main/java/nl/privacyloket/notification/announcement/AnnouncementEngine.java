package nl.privacyloket.notification.announcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.notification.delivery.Relays;
import org.jboss.logging.Logger;

/**
 * Sends announcements. One thread alternates between a transaction, see {@link AnnouncementCycle}, and handing out to as many
 * senders as have nothing to do; each sender keeps its connection.
 *
 * <p>There are never more mails in hand, sent and unrecorded ones included, than senders. So what may go twice when this
 * process is killed is bounded by their number; such a mail goes again when its lease has ended, under the same Message-ID.
 * As long as a sender has a mail in hand its lease is prolonged.
 */
public final class AnnouncementEngine implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AnnouncementEngine.class);
    private static final Duration REST_WITHOUT_DATABASE = Duration.ofSeconds(1);
    /** How long the first result waits for others, to be recorded in one transaction with them. */
    private static final Duration LINGER = Duration.ofMillis(5);

    private final Transactions transactions;
    private final AnnouncementCycle cycle;
    private final AnnouncementSender sender;
    private final Relays relays;
    private final AnnouncementSettings settings;
    private final AnnouncementCounts counts;
    private final Runnable afterFacts;
    private final Clock clock;
    private final Duration renewAfter;
    private final Thread coordinator = new Thread(this::coordinate, "announcements");
    private final List<Thread> senders = new ArrayList<>();
    private final BlockingQueue<TakenMail> toSend = new LinkedBlockingQueue<>();
    /** Results, and calls to look for something new, which are empty. */
    private final BlockingQueue<Optional<Settled>> news = new LinkedBlockingQueue<>();

    /** By identity, with the moment from which the lease runs. */
    private final Map<TakenMail, Instant> inHand = new IdentityHashMap<>();

    private final List<Settled> unrecorded = new ArrayList<>();
    /** Until then whoever else could not reach the database either is left the time to record what was sent. */
    private Instant troubledUntil = Instant.MIN;

    private volatile boolean stopping;

    /** @param afterFacts called when something is to be told to others */
    public AnnouncementEngine(
            Transactions transactions,
            AnnouncementCycle cycle,
            AnnouncementSender sender,
            Relays relays,
            AnnouncementSettings settings,
            AnnouncementCounts counts,
            Runnable afterFacts,
            Clock clock) {
        this.transactions = transactions;
        this.cycle = cycle;
        this.sender = sender;
        this.relays = relays;
        this.settings = settings;
        this.counts = counts;
        this.afterFacts = afterFacts;
        this.clock = clock;
        this.renewAfter = settings.lease().dividedBy(3);
    }

    public void start() {
        for (int number = 1; number <= settings.senders(); number++) {
            Thread thread = new Thread(() -> sender.work(toSend, news), "announcement-sender-" + number);
            thread.setDaemon(true);
            thread.start();
            senders.add(thread);
        }
        coordinator.setDaemon(true);
        coordinator.start();
    }

    /** Something may have started, or gone on. */
    public void wake() {
        news.add(Optional.empty());
    }

    private void coordinate() {
        try {
            Duration rest = Duration.ZERO;
            while (!stopping || !inHand.isEmpty()) {
                await(rest);
                rest = step();
            }
        } catch (InterruptedException e) {
            // The service stops; leases that are left behind end by themselves.
        }
    }

    /** Waits for results, or a call, or until that time has passed. */
    private void await(Duration rest) throws InterruptedException {
        List<Optional<Settled>> heard = new ArrayList<>();
        Optional<Settled> first = news.poll(rest.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return;
        }
        heard.add(first);
        long until = System.nanoTime() + LINGER.toNanos();
        while (first.isPresent() && unrecorded.size() + heard.size() < inHand.size()) {
            Optional<Settled> next = news.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            heard.add(next);
        }
        news.drainTo(heard);
        heard.forEach(each -> each.ifPresent(unrecorded::add));
    }

    /** @return how long there is nothing to do, unless there are news */
    private Duration step() throws InterruptedException {
        Instant now = clock.instant();
        Optional<Instant> paused = relays.pausedUntil();
        int free = settings.senders() - inHand.size() + unrecorded.size();
        int idle = stopping || paused.isPresent() ? 0 : free;
        Collection<TakenMail> kept = leasesToRenew(now);
        if (idle == 0 && unrecorded.isEmpty() && kept.isEmpty()) {
            return restWithout(paused, now);
        }
        AnnouncementCycle.Outcome outcome;
        try {
            List<Settled> settled = List.copyOf(unrecorded);
            outcome = transactions.inTransaction(connection ->
                    cycle.run(connection, settled, kept, idle, !now.isBefore(troubledUntil), settings.poll(), now));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) {
            troubledUntil = now.plus(settings.lease());
            // What was taken, if that was committed after all, is found again when its lease has ended.
            LOG.warnf("announcements stand still cause=%s", e.getClass().getSimpleName());
            return REST_WITHOUT_DATABASE;
        }
        counts.cycles.increment();
        counts.lost.add(outcome.lost());
        unrecorded.forEach(each -> inHand.remove(each.mail()));
        unrecorded.clear();
        kept.forEach(mail -> inHand.put(mail, now));
        handOut(outcome.taken(), now);
        if (outcome.told()) {
            afterFacts.run();
        }
        return idle == outcome.taken().size() ? restWithout(paused, now) : outcome.rest();
    }

    /** Nobody is free: the next thing to happen is a result, the end of a pause, or the renewal of leases. */
    private Duration restWithout(Optional<Instant> paused, Instant now) {
        Duration rest = paused.map(until -> Duration.between(now, until)).orElse(renewAfter);
        return rest.compareTo(renewAfter) < 0 ? rest.plusMillis(1) : renewAfter;
    }

    private Collection<TakenMail> leasesToRenew(Instant now) {
        boolean due = inHand.values().stream().anyMatch(leased -> !now.isBefore(leased.plus(renewAfter)));
        if (!due) {
            return List.of();
        }
        List<TakenMail> kept = new ArrayList<>(inHand.keySet());
        unrecorded.forEach(each -> kept.removeIf(mail -> mail == each.mail()));
        return kept;
    }

    private void handOut(List<TakenMail> taken, Instant now) {
        for (TakenMail mail : taken) {
            if (mail.takenOver()) {
                counts.takenOver.increment();
                LOG.warnf(
                        "taken over, may arrive twice announcementId=%s organisation=%s",
                        mail.announcement(), mail.organisation());
            }
            inHand.put(mail, now);
            toSend.add(mail);
        }
    }

    /**
     * Takes nothing further, and waits until what is in hand has been sent and recorded.
     *
     * @param atMost how long
     */
    public void close(Duration atMost) {
        stopping = true;
        wake();
        try {
            coordinator.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Stops at once. */
    @Override
    public void close() {
        stopping = true;
        coordinator.interrupt();
        senders.forEach(Thread::interrupt);
    }
}
