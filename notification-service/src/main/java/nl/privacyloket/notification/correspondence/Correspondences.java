package nl.privacyloket.notification.correspondence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.event.EventJson;

/**
 * Whom we write to about which request. The contact is encrypted, and is forgotten when the request has been closed and
 * nothing is left to send. What follows after that brings its own contact.
 */
public final class Correspondences {
    private static final String FORGET = """
            update correspondence c set contact = null
            where c.contact is not null and c.closed_at is not null and (?::uuid is null or c.request_id = ?)
              and not exists (
                select 1 from message m
                where m.request_id = c.request_id and m.receiver = 'requester' and not m.own_contact
                and (m.state in ('queued', 'to-print', 'sending') or (m.state = 'failed' and m.settled_at > ?)))
            returning c.request_id, c.organisation, c.policy_version
            """;

    private static final List<String> FORGET_HASHES = List.of("""
            update correspondence t set subject_hashes = null
            where t.subject_hashes is not null and t.contact is null and not exists (
              select 1 from message m
              where m.request_id = t.request_id and m.occasion is not null and m.receiver <> 'staff')
            """, """
            update message t set address_hash = null
            where t.address_hash is not null and t.occasion is null and t.state in ('sent', 'failed', 'withdrawn')
            """);

    private final FieldCipher cipher;
    private final SubjectHash hash;

    public Correspondences(FieldCipher cipher, SubjectHash hash) {
        this.cipher = cipher;
        this.hash = hash;
    }

    /**
     * What is on file about a request.
     *
     * @param channel how the contact is reached; empty when there is none, or it has been forgotten
     * @param toldByRule whether a decision by rule has said all that the completion would say
     */
    public record Entry(RequestFacts facts, Optional<Channel> channel, boolean toldByRule) {}

    /** A request whose contact was forgotten. */
    public record Forgotten(UUID requestId, String organisation, int policyVersion) {}

    /**
     * Opens the file of a request; one that is open stays as it is.
     *
     * @param contact null when the person cannot be reached
     * @param subjectHashes keyed hashes of the identifiers of whom it is about, who need not be who is written to
     */
    public void open(Connection connection, RequestFacts facts, Contact contact, Collection<String> subjectHashes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into correspondence (request_id, organisation, reference, "right", locale, policy_version,
                  received_on, promised_on, statutory_due_on, due_on, contact, channel, subject_hashes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (request_id) do update set reference = excluded.reference, "right" = excluded."right",
                  locale = excluded.locale, policy_version = excluded.policy_version,
                  received_on = excluded.received_on, promised_on = excluded.promised_on,
                  statutory_due_on = excluded.statutory_due_on, due_on = excluded.due_on, contact = excluded.contact,
                  channel = excluded.channel, subject_hashes = excluded.subject_hashes
                where correspondence.reference is null
                """)) {
            insert.setObject(1, facts.requestId());
            insert.setString(2, facts.organisation());
            insert.setString(3, facts.reference());
            insert.setString(4, facts.right().word());
            insert.setString(5, facts.locale());
            insert.setInt(6, facts.policyVersion());
            insert.setObject(7, facts.receivedOn());
            insert.setObject(8, facts.promisedOn());
            insert.setObject(9, facts.statutoryDueOn());
            insert.setObject(10, facts.dueOn());
            insert.setBytes(11, contact == null ? null : encrypted(facts.requestId(), contact));
            Optional<Channel> channel = contact == null ? Optional.empty() : contact.channel();
            insert.setString(12, channel.orElse(Channel.E_MAIL).word());
            insert.setArray(13, connection.createArrayOf("text", subjectHashes.toArray()));
            insert.executeUpdate();
        }
    }

    /** What is on file; empty when the request has not been announced here yet. */
    public Optional<Entry> find(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select request_id, organisation, reference, "right", locale, policy_version, received_on, promised_on,
                  statutory_due_on, due_on, case when contact is not null then channel end, told_by_rule
                from correspondence where request_id = ? and reference is not null
                """)) {
            select.setObject(1, requestId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Entry(facts(row), Channel.of(row.getString(11)), row.getBoolean(12)))
                        : Optional.empty();
            }
        }
    }

    /** Whose request it is, as far as its facts came by; empty when none has. */
    public Optional<String> organisation(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select organisation from correspondence where request_id = ?")) {
            select.setObject(1, requestId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Who is written to; empty when there was no address, or it has been forgotten. */
    public Optional<Contact> contact(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select contact from correspondence where request_id = ?")) {
            select.setObject(1, requestId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBytes(1) != null
                        ? Optional.of(decrypted(requestId, row.getBytes(1)))
                        : Optional.empty();
            }
        }
    }

    /** Notes the dates as an extension or a suspension left them. */
    public void moveDates(Connection connection, UUID requestId, LocalDate statutoryDueOn, LocalDate dueOn)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update correspondence set statutory_due_on = ?, due_on = ?
                where request_id = ? and reference is not null
                """)) {
            update.setObject(1, statutoryDueOn);
            update.setObject(2, dueOn);
            update.setObject(3, requestId);
            update.executeUpdate();
        }
    }

    /** Notes where the request stands, as its facts say; one that has not been announced here yet stays unknown. */
    public void stands(Connection connection, UUID requestId, String status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update correspondence set status = ? where request_id = ? and reference is not null")) {
            update.setString(1, status);
            update.setObject(2, requestId);
            update.executeUpdate();
        }
    }

    /** Notes that a decision by rule says all that the completion would say. */
    public void toldByRule(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update correspondence set told_by_rule = true where request_id = ?")) {
            update.setObject(1, requestId);
            update.executeUpdate();
        }
    }

    /** Notes that the request was closed, also of one that has not been announced here yet. */
    public void close(Connection connection, UUID requestId, String organisation, Instant closedAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into correspondence (request_id, organisation, closed_at) values (?, ?, ?)
                on conflict (request_id) do update
                set closed_at = coalesce(correspondence.closed_at, excluded.closed_at)
                """)) {
            insert.setObject(1, requestId);
            insert.setString(2, organisation);
            insert.setObject(3, closedAt.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Lets go of everything about a request of an organisation: its messages too. */
    public void erase(Connection connection, UUID requestId, String organisation) throws SQLException {
        for (String table : List.of("message", "correspondence")) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from " + table + " where request_id = ? and organisation = ?")) {
                delete.setObject(1, requestId);
                delete.setString(2, organisation);
                delete.executeUpdate();
            }
        }
    }

    /**
     * Forgets the contacts of closed requests for which nothing is left to send, with what their messages said, and what
     * messages said that bring their own contact and failed long ago.
     *
     * @param requestId only this request; null for all
     * @param failedBefore a message that failed later than this can still be sent again, so its contact stays
     */
    public List<Forgotten> forgetDone(Connection connection, UUID requestId, Instant failedBefore) throws SQLException {
        if (requestId != null) {
            lock(connection, requestId);
        }
        List<Forgotten> forgotten = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(FORGET)) {
            update.setObject(1, requestId);
            update.setObject(2, requestId);
            update.setObject(3, failedBefore.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    forgotten.add(new Forgotten(rows.getObject(1, UUID.class), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        if (!forgotten.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement("""
                    update message set occasion = null, content_until = null
                    where occasion is not null and receiver = 'requester' and not own_contact and request_id = any(?)
                    """)) {
                update.setArray(
                        1,
                        connection.createArrayOf(
                                "uuid",
                                forgotten.stream().map(Forgotten::requestId).toArray()));
                update.executeUpdate();
            }
        }
        forgetHashes(connection, requestId == null ? null : List.of(requestId));
        return forgotten;
    }

    /**
     * Forgets what messages said that failed and bring a contact of their own, with the hashes that then have no use. It
     * reaches messages of any request: whoever locks one request must not call it.
     *
     * @return how many, by organisation
     */
    public Map<String, Integer> forgetFailed(Connection connection, Instant failedBefore) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update message set occasion = null
                where occasion is not null and own_contact and state = 'failed' and settled_at <= ?
                returning organisation, request_id
                """)) {
            update.setObject(1, failedBefore.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    counts.merge(rows.getString(1), 1, Integer::sum);
                    ids.add(rows.getObject(2, UUID.class));
                }
            }
        }
        if (!ids.isEmpty()) {
            forgetHashes(connection, ids);
        }
        return counts;
    }

    /**
     * The end of a request and the sending of its last message wait for each other here. Otherwise each would find that the
     * other is still to come, and nobody would forget.
     */
    private static void lock(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from correspondence where request_id = ? for no key update")) {
            select.setObject(1, requestId);
            select.execute();
        }
    }

    /**
     * A hash stays only while there is something that an erasure must find by it.
     *
     * @param ids of requests and of whatever else messages are about; null for all
     */
    private static void forgetHashes(Connection connection, List<UUID> ids) throws SQLException {
        for (String sql : FORGET_HASHES) {
            String narrowed = ids == null ? sql : sql + " and t.request_id = any(?)";
            try (PreparedStatement update = connection.prepareStatement(narrowed)) {
                if (ids != null) {
                    update.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                }
                update.executeUpdate();
            }
        }
    }

    /** The keyed hash of an address, the same in all services; empty when the contact has none. */
    public Optional<String> addressHash(String organisation, Contact contact) {
        String email = contact.email();
        return email == null || email.isBlank()
                ? Optional.empty()
                : Optional.of(hash.of(organisation, "e-mail", email));
    }

    /**
     * The person's requests that were closed by then.
     *
     * @param subjectHashes keyed hashes of the person's identifiers
     * @param but a request that is not meant
     */
    public List<UUID> closedOf(
            Connection connection, String organisation, Collection<String> subjectHashes, UUID but, Instant closedBy)
            throws SQLException {
        List<UUID> closed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select request_id from correspondence
                where organisation = ? and subject_hashes && ? and request_id <> ? and closed_at <= ?
                order by request_id
                """)) {
            select.setString(1, organisation);
            select.setArray(2, connection.createArrayOf("text", subjectHashes.toArray()));
            select.setObject(3, but);
            select.setObject(4, closedBy.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    closed.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return closed;
    }

    /** Forgets the contacts of these requests, whatever was still to be sent. */
    public List<Forgotten> forget(Connection connection, List<UUID> requestIds) throws SQLException {
        List<Forgotten> forgotten = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update correspondence set contact = null where request_id = any(?) and contact is not null
                returning request_id, organisation, policy_version
                """)) {
            update.setArray(1, connection.createArrayOf("uuid", requestIds.toArray()));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    forgotten.add(new Forgotten(rows.getObject(1, UUID.class), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        forgetHashes(connection, requestIds);
        return forgotten;
    }

    private static RequestFacts facts(ResultSet row) throws SQLException {
        String right = row.getString(4);
        return new RequestFacts(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                Right.of(right).orElseThrow(() -> new IllegalStateException("no such right: " + right)),
                row.getString(5),
                row.getInt(6),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                row.getObject(9, LocalDate.class),
                row.getObject(10, LocalDate.class));
    }

    private byte[] encrypted(UUID requestId, Contact contact) {
        return cipher.encryptBytes(context(requestId), EventJson.write(contact));
    }

    private Contact decrypted(UUID requestId, byte[] contact) {
        return EventJson.read(cipher.decryptBytes(context(requestId), contact), Contact.class);
    }

    private static String context(UUID requestId) {
        return "notification.correspondence/" + requestId + "/contact";
    }
}
