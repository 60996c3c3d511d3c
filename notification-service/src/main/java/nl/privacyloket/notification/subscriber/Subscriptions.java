package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.subscriber.Subscription.POLICY_CHANGE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.subscriber.EndedPurposes.End;

/**
 * Ends what persons no longer want to hear of. It holds for every entry of the person and of the same mailbox at once, for
 * what an announcement under way has not sent yet, and for entries that come later, until consent is given anew.
 */
public final class Subscriptions {
    /** Actor of what the person does. */
    private static final String PERSON = "subject";

    private static final String OF_PERSON_AND_MAILBOX = SubscriberRows.COLUMNS
            + "where organisation = ? and address_hash in (select address_hash from subscriber where organisation = ? and "
            + SubscriberRows.OF_PERSON + ") order by subscriber for no key update";

    private final SubscriptionFacts facts = new SubscriptionFacts();

    /**
     * Ends a purpose for a person, as a request decided it.
     *
     * @param subjectHashes keyed hashes of the person's identifiers, that of the address among them; one that people at
     *     several addresses go by reaches none of them
     * @param purpose id; null for every one but {@link Subscription#POLICY_CHANGE}, which is no offer but information owed
     * @param endedAt consent from before this moment counts no more
     */
    public void end(
            Connection connection,
            String organisation,
            Collection<String> subjectHashes,
            String purpose,
            EndedBy by,
            Instant endedAt,
            Instant now)
            throws SQLException {
        Set<String> purposes = Set.of(purpose == null ? EndedPurposes.EVERY_OTHER : purpose);
        end(connection, organisation, subjectHashes, purposes, by, MessageFacts.ITSELF, endedAt, now);
    }

    /**
     * Ends what the link in a mail names, for all who read that mailbox.
     *
     * @param purpose id; null for everything, changes of the statement too
     * @return the entry as it is now; empty when there is none any more
     */
    public Optional<Subscriber> endByLink(Connection connection, UUID id, String purpose, Instant now)
            throws SQLException {
        Optional<Subscriber> found = find(connection, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Subscriber subscriber = found.get();
        SubscriberLock.exclusive(connection, subscriber.organisation());
        // It may have moved to another address, or gone, before the lock was had.
        found = find(connection, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Set<String> purposes = purpose == null ? Set.of(EndedPurposes.EVERY_OTHER, POLICY_CHANGE) : Set.of(purpose);
        List<String> mailbox = found.get().subjectHashes().subList(0, 2);
        end(connection, subscriber.organisation(), mailbox, purposes, EndedBy.LINK, PERSON, now, now);
        return find(connection, id);
    }

    private static Optional<Subscriber> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SubscriberRows.COLUMNS + "where id = ?")) {
            select.setObject(1, id);
            return SubscriberRows.read(select).stream().findFirst();
        }
    }

    private void end(
            Connection connection,
            String organisation,
            Collection<String> subjectHashes,
            Set<String> purposes,
            EndedBy by,
            String actor,
            Instant endedAt,
            Instant now)
            throws SQLException {
        if (subjectHashes.isEmpty()) {
            return;
        }
        SubscriberLock.exclusive(connection, organisation);
        Set<String> hashes =
                SharedIdentifiers.among(connection, organisation, subjectHashes).certain(subjectHashes);
        List<Subscriber> subscribers = ofPersonAndMailbox(connection, organisation, subjectHashes, hashes);
        for (Subscriber subscriber : subscribers) {
            // Not its other identifiers, which colleagues may share.
            hashes.add(subscriber.addressHash());
            hashes.add(subscriber.idHash());
        }
        EndedPurposes.add(connection, organisation, hashes, purposes, new End(endedAt, by));
        for (Subscriber subscriber : subscribers) {
            Set<String> ending = new TreeSet<>(subscriber.purposes());
            ending.removeIf(each -> !purposes.contains(each)
                    && (each.equals(POLICY_CHANGE) || !purposes.contains(EndedPurposes.EVERY_OTHER)));
            if (!ending.isEmpty()) {
                stop(connection, subscriber, ending, now);
                facts.ended(connection, subscriber, ending, by, actor, endedAt, now);
            }
        }
    }

    private static List<Subscriber> ofPersonAndMailbox(
            Connection connection, String organisation, Collection<String> subjectHashes, Collection<String> certain)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_PERSON_AND_MAILBOX)) {
            select.setString(1, organisation);
            select.setString(2, organisation);
            SubscriberRows.bindPerson(select, 3, subjectHashes, certain);
            return SubscriberRows.read(select);
        }
    }

    /** An address stays only while something is to be sent to it. */
    private static void stop(Connection connection, Subscriber subscriber, Set<String> ending, Instant now)
            throws SQLException {
        Set<String> left = new TreeSet<>(subscriber.purposes());
        left.removeAll(ending);
        try (PreparedStatement update = connection.prepareStatement("""
                update subscriber set purposes = ?, email = case when ? then null else email end, changed_at = ?
                where id = ?
                """)) {
            update.setArray(1, SubscriberRows.texts(connection, left));
            update.setBoolean(2, left.isEmpty());
            update.setObject(3, now.atOffset(ZoneOffset.UTC));
            update.setObject(4, subscriber.id());
            update.executeUpdate();
        }
    }
}
