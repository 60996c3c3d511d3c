package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.subscriber.Subscription.POLICY_CHANGE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Stores what systems say of their lists. What a person ended stays ended, whatever a system says, until the person agreed
 * again later than that: a synchronisation that does not know of the end yet brings nothing back.
 */
public final class Enrolment {
    private final Subscribers subscribers;
    private final SubscriptionFacts facts = new SubscriptionFacts();

    public Enrolment(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /** What became of an entry. */
    public enum Outcome {
        CREATED,
        CHANGED,
        /** It says what was known. */
        UNCHANGED
    }

    /** A purpose that stays ended although it was asked for. */
    public record StaysEnded(String purpose, Instant endedAt) {}

    /**
     * An entry as it is stored now.
     *
     * @param purposes what may be sent
     * @param ended what the system asked for and the person ended
     */
    public record Stored(Outcome outcome, SortedSet<String> purposes, List<StaysEnded> ended) {}

    private record Write(Subscription said, Subscriber before, Subscriber after, byte[] email, Verdict verdict) {}

    private record Verdict(SortedSet<String> active, List<StaysEnded> staying, boolean revived, Set<String> dropped) {}

    /** Stores one entry. */
    public Stored store(
            Connection connection, String organisation, Subscription subscription, String actor, Instant now)
            throws SQLException {
        return store(connection, organisation, List.of(subscription), actor, now)
                .get(subscription.subscriber());
    }

    /**
     * Stores entries.
     *
     * @param subscriptions each of another entry
     * @param actor pseudonym of who says so
     * @return what became of each, by the system's own id
     */
    public Map<String, Stored> store(
            Connection connection, String organisation, List<Subscription> subscriptions, String actor, Instant now)
            throws SQLException {
        SubscriberLock.shared(connection, organisation);
        // In one order, so that two that store the same entries do not wait for each other.
        Map<String, Subscription> waiting = new TreeMap<>();
        subscriptions.forEach(subscription -> waiting.put(subscription.subscriber(), subscription));
        Map<String, Stored> stored = new HashMap<>();
        while (!waiting.isEmpty()) {
            for (Write write : written(connection, organisation, waiting, now)) {
                waiting.remove(write.said().subscriber());
                stored.put(write.said().subscriber(), told(connection, write, actor, now));
            }
        }
        return stored;
    }

    /** Those that were written; one that somebody else created meanwhile is not, and changes theirs in the next round. */
    private List<Write> written(
            Connection connection, String organisation, Map<String, Subscription> waiting, Instant now)
            throws SQLException {
        Map<String, Subscriber> before = existing(connection, organisation, waiting.keySet());
        Set<String> hashes = new TreeSet<>();
        waiting.values().forEach(subscription -> hashes.addAll(subscription.subjectHashes()));
        before.values().forEach(subscriber -> hashes.addAll(subscriber.subjectHashes()));
        EndedPurposes ended = EndedPurposes.of(connection, organisation, hashes);
        List<Write> created = new ArrayList<>();
        List<Write> changed = new ArrayList<>();
        List<Write> written = new ArrayList<>();
        for (Subscription said : waiting.values()) {
            Write write = write(organisation, said, before.get(said.subscriber()), ended, now);
            if (write.before() == null) {
                created.add(write);
            } else if (differs(connection, write)) {
                changed.add(write);
            } else {
                written.add(write);
            }
            remember(connection, organisation, write, ended, now);
        }
        written.addAll(inserted(connection, created));
        update(connection, changed);
        written.addAll(changed);
        return written;
    }

    private static Map<String, Subscriber> existing(
            Connection connection, String organisation, Collection<String> subscribers) throws SQLException {
        Map<String, Subscriber> existing = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SubscriberRows.COLUMNS + """
                where organisation = ? and subscriber = any(?) order by subscriber for update
                """)) {
            select.setString(1, organisation);
            select.setArray(2, SubscriberRows.texts(connection, subscribers));
            SubscriberRows.read(select).forEach(row -> existing.put(row.subscriber(), row));
        }
        return existing;
    }

    private Write write(String organisation, Subscription said, Subscriber before, EndedPurposes ended, Instant now) {
        Verdict verdict = verdict(said, before, ended);
        Subscriber after = new Subscriber(
                before == null ? UUID.randomUUID() : before.id(),
                organisation,
                said.subscriber(),
                said.subjectHashes(),
                said.locale(),
                verdict.active(),
                laterConsent(said, before),
                now);
        byte[] email = verdict.active().isEmpty() ? null : subscribers.encrypted(after.id(), said.email());
        return new Write(said, before, after, email, verdict);
    }

    private static Verdict verdict(Subscription said, Subscriber before, EndedPurposes ended) {
        Set<String> hashes = allHashes(said, before);
        SortedSet<String> active = new TreeSet<>();
        List<StaysEnded> staying = new ArrayList<>();
        boolean revived = false;
        for (String purpose : new TreeSet<>(said.purposes())) {
            var end = ended.find(hashes, purpose);
            if (end.isEmpty()
                    || isAfter(agreedAt(said, before, purpose), end.get().at())) {
                active.add(purpose);
                revived |= end.isPresent() && purpose.equals(POLICY_CHANGE);
            } else {
                staying.add(new StaysEnded(purpose, end.get().at()));
            }
        }
        if (!said.purposes().contains(POLICY_CHANGE)) {
            // Who agreed to something else did not ask for this again; who comes back after an erasure begins anew.
            var end = ended.find(hashes, POLICY_CHANGE);
            boolean anew = end.isPresent()
                    && end.get().by() == EndedBy.ERASURE
                    && isAfter(said.consentAt(), end.get().at());
            if (end.isEmpty() || anew) {
                active.add(POLICY_CHANGE);
                revived |= anew;
            } else {
                staying.add(new StaysEnded(POLICY_CHANGE, end.get().at()));
            }
        }
        Set<String> dropped = new TreeSet<>();
        if (before != null) {
            dropped.addAll(before.purposes());
            dropped.removeAll(said.purposes());
            dropped.remove(POLICY_CHANGE);
        }
        return new Verdict(active, staying, revived, dropped);
    }

    /** The last consent that covers the purpose: what is stored covers only what it made active. */
    private static Instant agreedAt(Subscription said, Subscriber before, String purpose) {
        Instant stored = before != null && before.purposes().contains(purpose) ? before.consentAt() : null;
        return isAfter(stored, said.consentAt()) ? stored : said.consentAt();
    }

    private static boolean isAfter(Instant one, Instant other) {
        return one != null && (other == null || one.isAfter(other));
    }

    private static Subscription.Consent laterConsent(Subscription said, Subscriber before) {
        boolean known = before != null && isAfter(before.consentAt(), said.consentAt());
        return known ? before.consent() : said.consent();
    }

    /** The entry may have had another address, or other identifiers, when something was ended. */
    private static Set<String> allHashes(Subscription said, Subscriber before) {
        Set<String> hashes = new LinkedHashSet<>(said.subjectHashes());
        if (before != null) {
            hashes.addAll(before.subjectHashes());
        }
        return hashes;
    }

    /** Under the id of the entry, so that an end is not lost when the next call comes with another address. */
    private static void remember(
            Connection connection, String organisation, Write write, EndedPurposes ended, Instant now)
            throws SQLException {
        Set<String> hashes = allHashes(write.said(), write.before());
        Verdict verdict = write.verdict();
        Map<String, EndedPurposes.End> ends = new TreeMap<>(ended.all(hashes));
        ends.values().removeAll(ended.all(List.of(write.said().idHash())).values());
        verdict.dropped().forEach(purpose -> ends.put(purpose, new EndedPurposes.End(now, EndedBy.SYSTEM)));
        if (verdict.revived()) {
            EndedPurposes.revive(connection, organisation, hashes, POLICY_CHANGE);
            ends.remove(POLICY_CHANGE);
        }
        if (!ends.isEmpty()) {
            EndedPurposes.add(connection, organisation, write.said().idHash(), ends);
        }
    }

    private boolean differs(Connection connection, Write write) throws SQLException {
        Subscriber before = write.before();
        Subscriber after = write.after();
        boolean same = before.subjectHashes().equals(after.subjectHashes())
                && before.locale().equals(after.locale())
                && before.purposes().equals(after.purposes())
                && java.util.Objects.equals(before.consent(), after.consent());
        if (!same || after.purposes().isEmpty()) {
            return !same;
        }
        try (PreparedStatement select = connection.prepareStatement("select email from subscriber where id = ?")) {
            select.setObject(1, before.id());
            try (var row = select.executeQuery()) {
                row.next();
                return !write.said().email().equals(subscribers.email(before.id(), row.getBytes(1)));
            }
        }
    }

    private static List<Write> inserted(Connection connection, List<Write> writes) throws SQLException {
        List<Write> inserted = new ArrayList<>();
        if (writes.isEmpty()) {
            return inserted;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into subscriber (email, address_hash, subject_hashes, locale, purposes, consent_source,
                  consented_at, changed_at, id, organisation, subscriber)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)) {
            for (Write write : writes) {
                bind(connection, insert, write);
                insert.setString(10, write.after().organisation());
                insert.setString(11, write.after().subscriber());
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            for (int at = 0; at < counts.length; at++) {
                if (counts[at] != 0) {
                    inserted.add(writes.get(at));
                }
            }
        }
        return inserted;
    }

    private static void update(Connection connection, List<Write> writes) throws SQLException {
        if (writes.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update subscriber set email = ?, address_hash = ?, subject_hashes = ?, locale = ?, purposes = ?,
                  consent_source = ?, consented_at = ?, changed_at = ?
                where id = ?
                """)) {
            for (Write write : writes) {
                bind(connection, update, write);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, Write write) throws SQLException {
        Subscriber after = write.after();
        Subscription.Consent consent = after.consent();
        statement.setBytes(1, write.email());
        statement.setString(2, after.addressHash());
        statement.setArray(3, SubscriberRows.texts(connection, after.subjectHashes()));
        statement.setString(4, after.locale());
        statement.setArray(5, SubscriberRows.texts(connection, after.purposes()));
        statement.setString(6, consent == null ? null : consent.source());
        OffsetDateTime consentedAt = consent == null ? null : consent.at().atOffset(ZoneOffset.UTC);
        statement.setObject(7, consentedAt);
        statement.setObject(8, after.changedAt().atOffset(ZoneOffset.UTC));
        statement.setObject(9, after.id());
    }

    private Stored told(Connection connection, Write write, String actor, Instant now) throws SQLException {
        Outcome outcome = write.before() == null
                ? Outcome.CREATED
                : write.before().changedAt().equals(now) ? Outcome.UNCHANGED : Outcome.CHANGED;
        Verdict verdict = write.verdict();
        facts.ended(connection, write.after(), verdict.dropped(), EndedBy.SYSTEM, actor, now, now);
        return new Stored(outcome, verdict.active(), verdict.staying());
    }
}
