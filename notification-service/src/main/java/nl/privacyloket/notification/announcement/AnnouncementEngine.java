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
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.notification.delivery.Relays;
import org.jboss.logging.Logger;

/**
 * Sends announcements. One thread alternates between a transaction, see {@link AnnouncementCycle}, and handing out to the
 * senders, each of which keeps its connection. While it records and takes, the senders go on with what they have.
 *
 * <p>What is in hand is bounded twice. In number, those included that have gone and are not recorded yet: by
 * {@link AnnouncementSettings#ahead} for each sender. So many may go twice when this process is killed, when their lease has
 * ended and under the same Message-ID. And in time: a mail that is not begun {@link #FRESH a moment} after it was taken goes
 * back, and whether its reader still wants it is looked at again. As long as a mail is in hand its lease is prolonged.
 */
public final class AnnouncementEngine implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AnnouncementEngine.class);
    private static final Duration REST_WITHOUT_DATABASE = Duration.ofSeconds(1);
    /** How long the first result waits for others, to be recorded in one transaction with them. */
    private static final Duration LINGER = Duration.ofMillis(5);
    /** For so long it holds that the reader of a mail wanted it when it was taken. */
    static final Duration FRESH = Duration.ofMillis(250);
    /** Results of so many parts of what may be in hand are worth a transaction before that. */
    private static final int PARTS = 3;

    private final Transactions transactions;
    private final AnnouncementCycle cycle;
    private final AnnouncementSender sender;
    private final Relays relays;
    private final AnnouncementSettings settings;
    private final AnnouncementCounts counts;
    private final Runnable afterFacts;
    private final Clock clock;
    private final Duration renewAfter;
    private final Pace pace;
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
        this.pace = new Pace(settings.ahead());
    }

    public void start() {
        for (int number = 1; number <= settings.senders(); number++) {
            Thread thread = new Thread(() -> sender.work(toSend, news, pace), "announcement-sender-" + number);
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
        int worthIt = Math.min(inHand.size(), Math.max(1, mostInHand() / PARTS));
        while (first.isPresent() && unrecorded.size() + heard.size() < worthIt) {
            Optional<Settled> next = news.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            heard.add(next);
        }
        news.drainTo(heard);
        heard.forEach(each -> each.ifPresent(unrecorded::add));
    }

    private int mostInHand() {
        return settings.senders() * pace.ahead();
    }

    /** @return how long there is nothing to do, unless there are news */
    private Duration step() throws InterruptedException {
        Instant now = clock.instant();
        Optional<Instant> paused = relays.pausedUntil();
        int free = mostInHand() - inHand.size() + unrecorded.size();
        int idle = stopping || paused.isPresent() ? 0 : Math.max(0, free);
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
        handOut(outcome.taken());
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
        Map<TakenMail, Instant> kept = new IdentityHashMap<>(inHand);
        unrecorded.forEach(each -> kept.remove(each.mail()));
        return new ArrayList<>(kept.keySet());
    }

    private void handOut(List<TakenMail> taken) {
        // From now, not from the beginning of the transaction: where the database is slow everything would go back for
        // ever.
        Instant now = clock.instant();
        for (TakenMail each : taken) {
            TakenMail mail = each.toBeginBefore(now.plus(FRESH));
            inHand.put(mail, now);
            toSend.add(mail);
        }
        taken.stream()
                .filter(TakenMail::takenOver)
                .collect(Collectors.groupingBy(TakenMail::announcement, Collectors.counting()))
                .forEach(this::takenOver);
    }

    private void takenOver(UUID announcement, long mails) {
        counts.takenOver.add(mails);
        LOG.warnf("taken over, may arrive twice announcementId=%s mails=%d", announcement, mails);
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
