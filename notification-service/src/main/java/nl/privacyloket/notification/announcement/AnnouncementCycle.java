package nl.privacyloket.notification.announcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.notification.announcement.AnnouncementFacts.Subject;
import nl.privacyloket.notification.bounce.BounceStatus;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/**
 * One transaction of the sending: what became of the mails that were in hand is recorded, and the next ones are taken.
 *
 * <p>It holds the rows of the running announcements, so that of several instances one acts at a time, an order of staff waits
 * for it and is heeded by the next, and rate, cursor and counts are everybody's. A mail is taken only of somebody who at this
 * moment is there, wants it, and has an address that takes mail.
 */
public final class AnnouncementCycle {
    private static final Duration LOOK_BACK_EVERY = Duration.ofSeconds(1);
    private static final int MOST_MET_AT_ONCE = 1_000;
    private static final int MOST_MET_IN_A_CYCLE = 4_000;

    private final Duration lease;
    private final SuppressedAddresses suppressed;
    private final AnnouncementFacts facts = new AnnouncementFacts();
    private final LookBack lookBack;
    private final Map<UUID, Instant> nextLookBack = new ConcurrentHashMap<>();
    private int turn;

    /** @param lease how long a mail that was taken stays with its sender, unless {@link #renew prolonged} */
    public AnnouncementCycle(Duration lease, SuppressedAddresses suppressed) {
        this.lease = lease;
        this.suppressed = suppressed;
        this.lookBack = new LookBack(lease);
    }

    /**
     * What one transaction did; nothing of it holds before that has committed.
     *
     * @param taken to be sent now
     * @param lost results that came too late: somebody else had the mail by then
     * @param rest how long there is nothing more to take, unless somebody starts something
     * @param told whether something was told to others
     */
    record Outcome(List<TakenMail> taken, int lost, Duration rest, boolean told) {}

    /**
     * @param settled what became of mails in hand
     * @param kept mails in hand whose lease is to be prolonged
     * @param idle how many can be sent at once
     * @param takeOver whether mails of senders are taken that have told nothing until their lease ended
     * @param poll how long to rest when nothing is known to become due
     */
    Outcome run(
            Connection connection,
            List<Settled> settled,
            Collection<TakenMail> kept,
            int idle,
            boolean takeOver,
            Duration poll,
            Instant now)
            throws SQLException {
        Set<UUID> inHand = Stream.concat(settled.stream().map(Settled::mail), kept.stream())
                .map(TakenMail::announcement)
                .collect(Collectors.toSet());
        List<Run> runs = Run.lock(connection, inHand, now);
        nextLookBack.keySet().retainAll(runs.stream().map(run -> run.id).collect(Collectors.toSet()));
        int lost = settled.size() - record(connection, settled, runs, now);
        // Before anything is taken over: what is in hand here is not to be taken for abandoned after a long standstill.
        renew(connection, kept, now);
        List<TakenMail> taken = new ArrayList<>();
        Duration rest = poll;
        boolean told = false;
        for (Run run : inTurn(runs)) {
            if (run.running) {
                taken.addAll(take(connection, run, run.rate.allowing(idle - taken.size()), takeOver, now));
                run.completed = run.allMet() && nothingPending(connection, run);
                rest = shorter(rest, run.allMet() ? LOOK_BACK_EVERY : run.rate.until(idle));
            }
            run.save(connection, now);
            if (run.completed) {
                tellCompleted(connection, run, now);
                told = true;
            }
        }
        return new Outcome(taken, lost, rest, told);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Each is the first in its turn: a large one of one organisation does not make others wait for its end. */
    private List<Run> inTurn(List<Run> runs) {
        List<Run> running = runs.stream().filter(run -> run.running).toList();
        List<Run> ordered = new ArrayList<>();
        if (!running.isEmpty()) {
            turn = (turn + 1) % running.size();
            ordered.addAll(running.subList(turn, running.size()));
            ordered.addAll(running.subList(0, turn));
        }
        runs.stream().filter(run -> !run.running).forEach(ordered::add);
        return ordered;
    }

    private List<TakenMail> take(Connection connection, Run run, int most, boolean takeOver, Instant now)
            throws SQLException {
        List<TakenMail> taken = new ArrayList<>();
        if (most <= 0) {
            return taken;
        }
        UUID claim = UUID.randomUUID();
        if (!now.isBefore(nextLookBack.getOrDefault(run.id, Instant.MIN))) {
            LookBack.Found found = lookBack.take(connection, run, claim, most, takeOver, now);
            taken.addAll(found.taken());
            nextLookBack.put(run.id, found.more() ? now : now.plus(LOOK_BACK_EVERY));
        }
        int met = 0;
        int width = most - taken.size();
        while (taken.size() < most && !run.allMet() && met < MOST_MET_IN_A_CYCLE) {
            NextSubscribers next =
                    NextSubscribers.meet(connection, run, claim, width, most - taken.size(), now, now.plus(lease));
            taken.addAll(next.taken());
            met += next.met();
            // Where few want this, looking at as many as there are senders would take a step for each of the others.
            width = Math.min(MOST_MET_AT_ONCE, width * 2);
        }
        run.rate = run.rate.used(taken.size());
        return taken;
    }

    /**
     * Whether no mail is with a sender, here or elsewhere, or is to be tried again. That is final, so times are not relied on:
     * some clock may have been wrong when it was looked before. What lies earlier is then looked for again.
     */
    private static boolean nothingPending(Connection connection, Run run) throws SQLException {
        if (anyPending(connection, run, run.lookedUntil)) {
            return false;
        } else if (anyPending(connection, run, Instant.EPOCH)) {
            run.lookedUntil = Instant.EPOCH;
            return false;
        }
        return true;
    }

    private static boolean anyPending(Connection connection, Run run, Instant from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select 1 from announcement_mail
                  where announcement = ? and state in ('queued', 'sending') and due_at >= ?)
                """)) {
            select.setObject(1, run.id);
            select.setObject(2, utc(from));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void tellCompleted(Connection connection, Run run, Instant now) throws SQLException {
        AnnouncementView view = new AnnouncementRegister()
                .find(connection, run.organisation, run.id)
                .orElseThrow();
        facts.completed(connection, new Subject(run.id, run.organisation, run.policyVersion), view, now);
    }

    /** @return how many of them were recorded; the others somebody else has by now, or their subscriber was erased */
    private int record(Connection connection, List<Settled> settled, List<Run> runs, Instant now) throws SQLException {
        if (settled.isEmpty()) {
            return 0;
        }
        Map<UUID, Run> byId = new HashMap<>();
        runs.forEach(run -> byId.put(run.id, run));
        Set<Integer> updated = SettledMails.write(connection, settled, byId, now);
        for (int place = 0; place < settled.size(); place++) {
            Settled each = settled.get(place);
            Run run = byId.get(each.mail().announcement());
            // Counted whether or not it is still ours to record: the doubt remains.
            run.repeated += each.unknown() ? 1 : 0;
            if (updated.contains(place)) {
                run.sent += each.end() == Settled.End.SENT ? 1 : 0;
                run.failed += each.end() == Settled.End.FAILED ? 1 : 0;
                if (each.status() != null && BounceStatus.isBadAddress(each.status())) {
                    suppress(connection, each, now);
                }
            }
        }
        return updated.size();
    }

    /** No mail will ever reach that address. */
    private void suppress(Connection connection, Settled refused, Instant now) throws SQLException {
        suppressed.suppress(
                connection,
                refused.mail().organisation(),
                refused.mail().addressHash(),
                SuppressedAddresses.Reason.BOUNCED,
                refused.status(),
                MessageFacts.ITSELF,
                now);
    }

    private void renew(Connection connection, Collection<TakenMail> kept, Instant now) throws SQLException {
        if (kept.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update announcement_mail set due_at = ? where announcement = ? and address_hash = ? and claim = ?
                """)) {
            for (TakenMail mail : kept) {
                update.setObject(1, utc(now.plus(lease)));
                update.setObject(2, mail.announcement());
                update.setString(3, mail.addressHash());
                update.setObject(4, mail.claim());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
