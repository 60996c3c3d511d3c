package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.subscriber.Subscription.POLICY_CHANGE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.notification.subscriber.EndedPurposes.End;
import nl.privacyloket.notification.subscriber.Subscription.Consent;
import nl.privacyloket.notification.subscriber.SubscriptionFacts.Act;

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

    /** What is to be written, or was. */
    private record Entry(Outcome outcome, Subscription said, Subscriber subscriber, Verdict verdict) {}

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
        List<Act> acts = new ArrayList<>();
        while (!waiting.isEmpty()) {
            for (Entry entry : written(connection, organisation, waiting.values(), now)) {
                Verdict verdict = entry.verdict();
                waiting.remove(entry.said().subscriber());
                stored.put(
                        entry.said().subscriber(),
                        new Stored(entry.outcome(), verdict.active(), List.copyOf(verdict.staying())));
                if (entry.outcome() != Outcome.UNCHANGED) {
                    boolean created = entry.outcome() == Outcome.CREATED;
                    acts.add(new Act(entry.subscriber(), created ? "subscriber.added" : "subscriber.changed", "done"));
                }
                facts.ended(connection, entry.subscriber(), verdict.dropped(), EndedBy.SYSTEM, actor, now, now);
            }
        }
        facts.record(connection, acts, actor, now);
        return stored;
    }

    /** Those that are stored now; one that somebody else created meanwhile is not, and has a row in the next round. */
    private List<Entry> written(
            Connection connection, String organisation, Collection<Subscription> waiting, Instant now)
            throws SQLException {
        Map<String, Subscriber> known = known(connection, organisation, waiting);
        Map<UUID, String> addresses = addresses(connection, known.values());
        Set<String> hashes = new TreeSet<>();
        waiting.forEach(said -> hashes.addAll(Verdict.hashes(said, known.get(said.subscriber()))));
        EndedPurposes ended = EndedPurposes.of(connection, organisation, hashes);
        SharedIdentifiers shared = SharedIdentifiers.among(connection, organisation, ended.hashes());
        List<Entry> added = new ArrayList<>();
        List<Entry> changed = new ArrayList<>();
        List<Entry> written = new ArrayList<>();
        SortedMap<String, Note> notes = new TreeMap<>();
        for (Subscription said : waiting) {
            Subscriber before = known.get(said.subscriber());
            Set<String> certain = shared.certain(said, before);
            Verdict verdict = Verdict.of(said, before, certain, ended);
            Subscriber after = after(organisation, said, before, verdict, now);
            if (before == null) {
                added.add(new Entry(Outcome.CREATED, said, after, verdict));
            } else if (differs(before, after) || differs(said, verdict, addresses.get(before.id()))) {
                changed.add(new Entry(Outcome.CHANGED, said, after, verdict));
            } else {
                written.add(new Entry(Outcome.UNCHANGED, said, before, verdict));
            }
            remember(notes, said, before, certain, verdict, ended, now);
        }
        write(connection, organisation, notes);
        written.addAll(insert(connection, added));
        update(connection, changed);
        written.addAll(changed);
        return written;
    }

    private static Map<String, Subscriber> known(
            Connection connection, String organisation, Collection<Subscription> waiting) throws SQLException {
        Map<String, Subscriber> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SubscriberRows.COLUMNS + """
                where organisation = ? and subscriber = any(?) order by subscriber for no key update
                """)) {
            List<String> ids = waiting.stream().map(Subscription::subscriber).toList();
            select.setString(1, organisation);
            select.setArray(2, SubscriberRows.texts(connection, ids));
            SubscriberRows.read(select).forEach(row -> known.put(row.subscriber(), row));
        }
        return known;
    }

    private Map<UUID, String> addresses(Connection connection, Collection<Subscriber> known) throws SQLException {
        Map<UUID, String> addresses = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id, email from subscriber where id = any(?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", known.stream().map(Subscriber::id).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    addresses.put(id, subscribers.email(id, rows.getBytes(2)));
                }
            }
        }
        return addresses;
    }

    private static Subscriber after(
            String organisation, Subscription said, Subscriber before, Verdict verdict, Instant now) {
        boolean olderConsent = before != null
                && before.consentAt() != null
                && (said.consentAt() == null || said.consentAt().isBefore(before.consentAt()));
        return new Subscriber(
                before == null ? UUID.randomUUID() : before.id(),
                organisation,
                said.subscriber(),
                said.subjectHashes(),
                said.locale(),
                verdict.active(),
                olderConsent ? before.consent() : said.consent(),
                now);
    }

    private static boolean differs(Subscriber before, Subscriber after) {
        return !before.subjectHashes().equals(after.subjectHashes())
                || !before.locale().equals(after.locale())
                || !before.purposes().equals(after.purposes())
                || !Objects.equals(before.consent(), after.consent());
    }

    /** The same mailbox can be written in more than one way. */
    private static boolean differs(Subscription said, Verdict verdict, String address) {
        return !verdict.active().isEmpty() && !said.email().equals(address);
    }

    /**
     * Notes all that ended under the id of the entry too, because the next call may come with another address, and what the
     * person ended under its address too, because that may come with another id.
     */
    private static void remember(
            SortedMap<String, Note> notes,
            Subscription said,
            Subscriber before,
            Set<String> hashes,
            Verdict verdict,
            EndedPurposes ended,
            Instant now) {
        Map<String, End> ends = ended.all(hashes, by -> true);
        Map<String, End> atAddress = ended.all(hashes, by -> by != EndedBy.SYSTEM);
        // What came back is no longer the will of who reads the address.
        atAddress.keySet().removeAll(verdict.active());
        spare(said, before, hashes, ended, ends, atAddress);
        verdict.dropped().forEach(purpose -> ends.put(purpose, new End(now, EndedBy.SYSTEM)));
        Note ofId = notes.computeIfAbsent(said.idHash(), hash -> new Note());
        Note ofAddress = notes.computeIfAbsent(said.addressHash(), hash -> new Note());
        if (verdict.revived()) {
            // Whoever reads the address that the entry had, or shares a number with it, has not asked for anything.
            ofId.revived = true;
            ofAddress.revived = true;
            ends.remove(POLICY_CHANGE);
        }
        ofId.add(ends, ended.all(List.of(said.idHash()), by -> true));
        ofAddress.add(atAddress, ended.all(List.of(said.addressHash()), by -> true));
    }

    /** An entry that is still here was not erased: who was erased at its address was somebody else. */
    private static void spare(
            Subscription said,
            Subscriber before,
            Set<String> hashes,
            EndedPurposes ended,
            Map<String, End> ends,
            Map<String, End> atAddress) {
        if (before == null || before.purposes().isEmpty()) {
            return;
        }
        Set<String> own = new HashSet<>(hashes);
        own.removeAll(List.of(said.addressHash(), before.addressHash()));
        Set<String> known = ended.all(own, by -> true).keySet();
        for (Map<String, End> each : List.of(ends, atAddress)) {
            each.entrySet().removeIf(end -> end.getValue().by() == EndedBy.ERASURE && !known.contains(end.getKey()));
        }
    }

    /** What is to be written of the ends of one hash. */
    private static final class Note {
        private final Map<String, End> ends = new TreeMap<>();
        private boolean revived;

        void add(Map<String, End> more, Map<String, End> noted) {
            more.forEach((purpose, end) -> {
                if (!end.equals(noted.get(purpose))) {
                    ends.merge(purpose, end, End::later);
                }
            });
        }
    }

    /** In one order, so that two that write of the same addresses do not wait for each other. */
    private static void write(Connection connection, String organisation, SortedMap<String, Note> notes)
            throws SQLException {
        for (Map.Entry<String, Note> each : notes.entrySet()) {
            Note note = each.getValue();
            if (note.revived) {
                EndedPurposes.revive(connection, organisation, each.getKey(), POLICY_CHANGE);
            }
            if (!note.ends.isEmpty()) {
                EndedPurposes.add(connection, organisation, each.getKey(), note.ends);
            }
        }
    }

    private List<Entry> insert(Connection connection, List<Entry> entries) throws SQLException {
        List<Entry> inserted = new ArrayList<>();
        if (entries.isEmpty()) {
            return inserted;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into subscriber (email, address_hash, subject_hashes, locale, purposes, consent_source,
                  consented_at, changed_at, id, organisation, subscriber)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)) {
            for (Entry entry : entries) {
                bind(connection, insert, entry);
                insert.setString(10, entry.subscriber().organisation());
                insert.setString(11, entry.subscriber().subscriber());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        // The driver rewrites a batch into one statement and then cannot count rows by entry.
        Set<UUID> stored = stored(connection, entries);
        for (Entry entry : entries) {
            if (stored.contains(entry.subscriber().id())) {
                inserted.add(entry);
            }
        }
        return inserted;
    }

    private static Set<UUID> stored(Connection connection, List<Entry> entries) throws SQLException {
        Set<UUID> stored = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("select id from subscriber where id = any(?)")) {
            Object[] ids =
                    entries.stream().map(entry -> entry.subscriber().id()).toArray();
            select.setArray(1, connection.createArrayOf("uuid", ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return stored;
    }

    private void update(Connection connection, List<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update subscriber set email = ?, address_hash = ?, subject_hashes = ?, locale = ?, purposes = ?,
                  consent_source = ?, consented_at = ?, changed_at = ?
                where id = ?
                """)) {
            for (Entry entry : entries) {
                bind(connection, update, entry);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** An address is stored only while something is to be sent to it. */
    private void bind(Connection connection, PreparedStatement statement, Entry entry) throws SQLException {
        Subscriber subscriber = entry.subscriber();
        Consent consent = subscriber.consent();
        boolean silent = subscriber.purposes().isEmpty();
        statement.setBytes(
                1,
                silent
                        ? null
                        : subscribers.encrypted(subscriber.id(), entry.said().email()));
        statement.setString(2, subscriber.addressHash());
        statement.setArray(3, SubscriberRows.texts(connection, subscriber.subjectHashes()));
        statement.setString(4, subscriber.locale());
        statement.setArray(5, SubscriberRows.texts(connection, subscriber.purposes()));
        statement.setString(6, consent == null ? null : consent.source());
        statement.setObject(7, consent == null ? null : consent.at().atOffset(ZoneOffset.UTC));
        statement.setObject(8, subscriber.changedAt().atOffset(ZoneOffset.UTC));
        statement.setObject(9, subscriber.id());
    }
}
