package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.subscriber.Subscription.POLICY_CHANGE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.subscriber.EndedPurposes.End;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;
import nl.privacyloket.notification.subscriber.SubscriptionFacts.Act;

/** The entries of the lists that systems keep. */
public final class Subscribers {
    private final FieldCipher cipher;
    private final SubscriptionFacts facts = new SubscriptionFacts();

    public Subscribers(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** Puts an address as it is stored in {@code subscriber.email} of that row into words. */
    public String email(UUID id, byte[] encrypted) {
        return cipher.decrypt(context(id), encrypted);
    }

    byte[] encrypted(UUID id, String email) {
        return cipher.encrypt(context(id), email);
    }

    private static String context(UUID id) {
        return "notification.subscriber/" + id + "/email";
    }

    /** The entry with the system's id; empty when the organisation has none. */
    public Optional<Subscriber> find(Connection connection, String organisation, String subscriber)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SubscriberRows.COLUMNS + "where organisation = ? and subscriber = ?")) {
            select.setString(1, organisation);
            select.setString(2, subscriber);
            return SubscriberRows.read(select).stream().findFirst();
        }
    }

    /** The entry of that row, of whichever organisation. */
    public Optional<Subscriber> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SubscriberRows.COLUMNS + "where id = ?")) {
            select.setObject(1, id);
            return SubscriberRows.read(select).stream().findFirst();
        }
    }

    /** What is sent to the address of that entry, by whichever entry of the organisation. */
    public SortedSet<String> atSameAddress(Connection connection, Subscriber subscriber) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SubscriberRows.COLUMNS + "where organisation = ? and address_hash = ?")) {
            select.setString(1, subscriber.organisation());
            select.setString(2, subscriber.addressHash());
            SortedSet<String> purposes = new TreeSet<>();
            SubscriberRows.read(select).forEach(entry -> purposes.addAll(entry.purposes()));
            return purposes;
        }
    }

    /**
     * What the person ended and is not sent.
     *
     * @param purposes ids among which to look; {@link Subscription#POLICY_CHANGE} is looked for too
     */
    public List<StaysEnded> ended(Connection connection, Subscriber subscriber, Collection<String> purposes)
            throws SQLException {
        // All that the entry has been through is noted under these; under another identifier it may be a colleague's.
        List<String> own = List.of(subscriber.addressHash(), subscriber.idHash());
        EndedPurposes ended = EndedPurposes.of(connection, subscriber.organisation(), own);
        Set<String> silent = new TreeSet<>(purposes);
        silent.add(POLICY_CHANGE);
        silent.removeAll(subscriber.purposes());
        List<StaysEnded> staying = new ArrayList<>();
        for (String purpose : silent) {
            ended.find(own, purpose).ifPresent(end -> staying.add(new StaysEnded(purpose, end.at())));
        }
        return staying;
    }

    /** Notes who looked at an entry. */
    public void seen(Connection connection, Subscriber subscriber, String actor, Instant now) throws SQLException {
        facts.record(connection, List.of(new Act(subscriber, "subscriber.read", "done")), actor, now);
    }

    /** Removes an entry, as its system says; what the person had ended stays ended. No entry, no harm. */
    public void remove(Connection connection, String organisation, String subscriber, String actor, Instant now)
            throws SQLException {
        SubscriberLock.shared(connection, organisation);
        Optional<Subscriber> found = find(connection, organisation, subscriber);
        if (found.isPresent() && delete(connection, found.get())) {
            facts.record(connection, List.of(new Act(found.get(), "subscriber.removed", "done")), actor, now);
        }
    }

    /**
     * Removes every entry of a person whose data were erased, unless the person has agreed to something since. A
     * synchronisation from before then does not bring them back. An identifier that people at several addresses go by
     * reaches none of them.
     *
     * @param subjectHashes keyed hashes of the person's identifiers
     */
    public void erase(
            Connection connection, String organisation, Collection<String> subjectHashes, Instant erasedAt, Instant now)
            throws SQLException {
        if (subjectHashes.isEmpty()) {
            return;
        }
        SubscriberLock.exclusive(connection, organisation);
        Set<String> hashes =
                SharedIdentifiers.among(connection, organisation, subjectHashes).certain(subjectHashes);
        List<Subscriber> subscribers = ofPerson(connection, organisation, subjectHashes, hashes, erasedAt);
        for (Subscriber subscriber : subscribers) {
            hashes.add(subscriber.addressHash());
            hashes.add(subscriber.idHash());
        }
        Set<String> everything = Set.of(EndedPurposes.EVERY_OTHER, POLICY_CHANGE);
        EndedPurposes.add(connection, organisation, hashes, everything, new End(erasedAt, EndedBy.ERASURE));
        List<Act> acts = new ArrayList<>();
        for (Subscriber subscriber : subscribers) {
            facts.ended(
                    connection, subscriber, subscriber.purposes(), EndedBy.ERASURE, MessageFacts.ITSELF, erasedAt, now);
            delete(connection, subscriber);
            acts.add(new Act(subscriber, "subscriber.erased", "done"));
        }
        facts.record(connection, acts, MessageFacts.ITSELF, now);
    }

    /**
     * Forgets that persons had their data erased: by then every system has erased them too, and nothing sends them again.
     * What they had ended themselves stays.
     *
     * @param before erasures of earlier than this
     * @return how many hashes went
     */
    public int forgetErasures(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from ended_purpose where ended_by = 'erasure' and ended_at < ?")) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }

    private static List<Subscriber> ofPerson(
            Connection connection,
            String organisation,
            Collection<String> subjectHashes,
            Collection<String> certain,
            Instant agreedBy)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SubscriberRows.COLUMNS + "where organisation = ? and " + SubscriberRows.OF_PERSON + """
                and (consented_at is null or consented_at <= ?)
                order by subscriber for update
                """)) {
            select.setString(1, organisation);
            SubscriberRows.bindPerson(select, 2, subjectHashes, certain);
            select.setObject(6, agreedBy.atOffset(ZoneOffset.UTC));
            return SubscriberRows.read(select);
        }
    }

    private static boolean delete(Connection connection, Subscriber subscriber) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from subscriber where id = ?")) {
            delete.setObject(1, subscriber.id());
            return delete.executeUpdate() == 1;
        }
    }
}
