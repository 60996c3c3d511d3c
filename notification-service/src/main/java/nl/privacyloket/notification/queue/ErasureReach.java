package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.queue.MessageFacts.Subject;

/**
 * What an erasure reaches of what is kept here to be sent, or to be sent again: contacts and contents of the person's closed
 * requests, and what messages brought with them outside of any. The request by which the person had the data erased goes by
 * itself when its last message has gone. One that is open keeps what it takes to answer it, until it closes.
 *
 * <p>Nobody is written to whose address is gone: what waited is withdrawn, and staff hear that it did not arrive. What tells recipients that they too must erase or
 * correct (GDPR art. 19) goes first.
 */
public final class ErasureReach {
    /** Why a message is withdrawn. */
    static final String ERASED = "erased";

    /** The same of one that was under way and may have arrived. */
    static final String ERASED_WHILE_SENDING = "erased-while-sending";

    /** Messages about closed requests of the person, and to the person about no request: who writes for a child is not the child. */
    private static final String OF_PERSON = """
            m.organisation = ? and (m.request_id = any(?)
              or (m.address_hash = any(?) or m.tried_address = any(?)) and m.request_id <> ? and not exists (
                select 1 from correspondence c where c.request_id = m.request_id))
            """;

    private static final String POLICY_VERSION = """
            coalesce(m.policy_version, (
              select c.policy_version from correspondence c where c.request_id = m.request_id))
            """;

    private static final String WITHDRAW = """
            with waiting as (
              select m.id, m.state as was from message m
              where m.state in ('queued', 'to-print', 'sending') and m.receiver in ('requester', 'data-subject')
                and %s
              for update of m)
            update message m
            set state = 'withdrawn', claim = null, lease_until = null, settled_at = ?, occasion = null,
              address_hash = null, tried_address = null, content_until = null,
              last_failure = case waiting.was when 'sending' then ? else ? end
            from waiting where m.id = waiting.id
            returning m.id, m.request_id, m.organisation, m.kind, %s, m.last_failure
            """.formatted(OF_PERSON, POLICY_VERSION);

    private static final String FORGET = """
            update message m set occasion = null, address_hash = null, tried_address = null, content_until = null
            where m.state in ('sent', 'failed', 'withdrawn')
              and (m.occasion is not null or m.address_hash is not null or m.tried_address is not null)
              and %s
            returning m.id, m.request_id, m.organisation, m.kind, %s
            """.formatted(OF_PERSON, POLICY_VERSION);

    private final Correspondences correspondences;
    private final MessageQueue messages;
    private final MessageFacts facts;

    public ErasureReach(Correspondences correspondences, MessageQueue messages, MessageFacts facts) {
        this.correspondences = correspondences;
        this.messages = messages;
        this.facts = facts;
    }

    /**
     * Withdraws and forgets.
     *
     * @param subjectHashes keyed hashes of the person's identifiers
     * @param requestId the erasure
     * @param closedAt when it ended
     */
    public void reach(
            Connection connection,
            String organisation,
            Collection<String> subjectHashes,
            UUID requestId,
            Instant closedAt,
            Instant now)
            throws SQLException {
        if (subjectHashes.isEmpty()) {
            return;
        }
        List<UUID> closed = correspondences.closedOf(connection, organisation, subjectHashes, requestId, closedAt);
        Scope scope = new Scope(organisation, closed, subjectHashes, requestId);
        withdraw(connection, scope, now);
        forget(connection, scope, now);
        for (Correspondences.Forgotten done : correspondences.forget(connection, closed)) {
            facts.contactForgotten(connection, done.requestId(), done.organisation(), done.policyVersion(), now);
        }
    }

    private record Scope(String organisation, List<UUID> closed, Collection<String> subjectHashes, UUID requestId) {
        int bind(Connection connection, PreparedStatement statement) throws SQLException {
            statement.setString(1, organisation);
            statement.setArray(2, connection.createArrayOf("uuid", closed.toArray()));
            statement.setArray(3, connection.createArrayOf("text", subjectHashes.toArray()));
            statement.setArray(4, connection.createArrayOf("text", subjectHashes.toArray()));
            statement.setObject(5, requestId);
            return 6;
        }
    }

    private void withdraw(Connection connection, Scope scope, Instant now) throws SQLException {
        record Withdrawn(Subject subject, String reason) {}
        List<Withdrawn> withdrawn = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(WITHDRAW)) {
            int next = scope.bind(connection, update);
            update.setObject(next, now.atOffset(ZoneOffset.UTC));
            update.setString(next + 1, ERASED_WHILE_SENDING);
            update.setString(next + 2, ERASED);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    withdrawn.add(new Withdrawn(subject(rows), rows.getString(6)));
                }
            }
        }
        for (Withdrawn each : withdrawn) {
            facts.withdrawn(connection, each.subject(), each.reason(), now);
            messages.tellStaff(connection, each.subject(), each.reason(), now);
        }
    }

    private void forget(Connection connection, Scope scope, Instant now) throws SQLException {
        List<Subject> forgotten = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(FORGET)) {
            scope.bind(connection, update);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    forgotten.add(subject(rows));
                }
            }
        }
        for (Subject each : forgotten) {
            facts.contentErased(connection, each, now);
        }
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, Integer.class));
    }
}
