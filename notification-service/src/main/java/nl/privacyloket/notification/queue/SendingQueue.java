package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.queue.MessageFacts.Subject;

/**
 * The sending side of the queue. A worker claims due messages for the length of a lease, sends them outside any
 * transaction, and records what came of each. A lease that ends without a result frees the message for the next worker.
 *
 * <p>Letters on paper do not pass here, see {@link OutTray}. Messages of one request to one receiver leave in the order in
 * which they were queued. A message waits, without holding up others, while the request's contact or the organisation's
 * policy has not arrived here; {@code OrganisationRegister} says which version may stand in for another.
 */
public final class SendingQueue {
    /**
     * What a message waits for is looked up for each by itself ("limit" and "offset" see to that). As joins they would be carried out
     * in a way that suits the number of messages which waited when the table was last analysed, usually none: each claim then compares
     * all that wait with all that wait.
     */
    private static final String CLAIM = """
            with due as (
              select q.id, q.state as was, %s as due_at, q.tried_at >= q.next_attempt_at as begun, coalesce(q.policy_version, c.policy_version) as version
              from message q left join lateral (
                select contact, policy_version from correspondence where request_id = q.request_id limit 1) c on true
              where %s >= ? and %s <= ?
                and (q.receiver <> 'requester' or q.own_contact or c.contact is not null)
                and exists (
                  select 1 from organisation_policy p
                  where p.organisation = q.organisation
                  and (p.version = coalesce(q.policy_version, c.policy_version)
                    or p.version > coalesce(q.policy_version, c.policy_version) and not exists (
                      select 1 from organisation_policy other
                      where other.organisation = p.organisation and other.scope <> p.scope))
                  offset 0)
                and not exists (
                  select 1 from message earlier
                  where earlier.request_id = q.request_id and earlier.receiver = q.receiver and earlier.place < q.place
                  and earlier.state in ('queued', 'sending')
                  offset 0)
              order by %s
              limit ?
              for update of q skip locked)
            update message m
            set state = 'sending', attempts = m.attempts + 1, claim = ?, lease_until = ?,
              uncertain = m.uncertain + case when due.was = 'sending' and due.begun then 1 else 0 end
            from due where m.id = due.id
            returning m.id, m.request_id, m.organisation, m.kind, m.receiver, due.version, m.attempts, m.resends, m.queued_at,
              due.was = 'sending', m.uncertain, m.occasion, m.traceparent, due.due_at
            """;

    /**
     * Each of the two walks an index of its own in the order of that index, however much is due; with "or" between them all of
     * it would be sorted for each claim. Whoever died may have sent what it had begun; the rest of its batch is as it was.
     */
    static final String CLAIM_ABANDONED =
            CLAIM.formatted("q.lease_until", "q.state = 'sending' and q.lease_until", "q.lease_until", "q.lease_until");

    static final String CLAIM_QUEUED = CLAIM.formatted(
            "q.next_attempt_at",
            "q.state = 'queued' and q.next_attempt_at",
            "q.next_attempt_at",
            "q.next_attempt_at, q.place");

    private final Correspondences correspondences;
    private final MessageQueue messages;
    private final MessageFacts facts;
    private final Kept kept;
    private final FirstDue firstAbandoned = new FirstDue();
    private final FirstDue firstQueued = new FirstDue();

    public SendingQueue(Correspondences correspondences, MessageQueue messages, MessageFacts facts, Kept kept) {
        this.correspondences = correspondences;
        this.messages = messages;
        this.facts = facts;
        this.kept = kept;
    }

    /**
     * How long things are kept so that they can be sent again.
     *
     * @param failed a message that failed, after its request was closed; then its contact is forgotten
     * @param content what a message said, after it was sent, while the contact is there: mail servers try for days before
     *     they return it
     */
    public record Kept(Duration failed, Duration content) {}

    /**
     * Claims messages that are due at {@code now}: first those whose lease has ended, then the others; longest due first.
     *
     * @param takeOver whether those whose lease has ended may be claimed
     */
    public List<ClaimedMessage> claim(Connection connection, Instant now, Duration lease, int most, boolean takeOver)
            throws SQLException {
        UUID claim = UUID.randomUUID();
        List<ClaimedMessage> claimed = new ArrayList<>();
        if (takeOver) {
            claimed.addAll(claim(connection, CLAIM_ABANDONED, firstAbandoned, claim, now, now.plus(lease), most));
        }
        if (claimed.size() < most) {
            claimed.addAll(
                    claim(connection, CLAIM_QUEUED, firstQueued, claim, now, now.plus(lease), most - claimed.size()));
        }
        return claimed;
    }

    private static List<ClaimedMessage> claim(
            Connection connection, String statement, FirstDue due, UUID claim, Instant now, Instant until, int most)
            throws SQLException {
        List<ClaimedMessage> claimed = new ArrayList<>();
        Instant from = due.from();
        Instant first = now;
        long begun = System.nanoTime();
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setObject(1, utc(from));
            update.setObject(2, utc(now));
            update.setInt(3, most);
            update.setObject(4, claim);
            update.setObject(5, utc(until));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    Instant dueAt = rows.getObject(14, OffsetDateTime.class).toInstant();
                    first = dueAt.isBefore(first) ? dueAt : first;
                    claimed.add(new ClaimedMessage(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getInt(6),
                            rows.getInt(7),
                            rows.getInt(8),
                            rows.getObject(9, OffsetDateTime.class).toInstant(),
                            claim,
                            rows.getBoolean(10),
                            rows.getInt(11),
                            rows.getBytes(12),
                            rows.getString(13)));
                }
            }
        }
        due.looked(from, first, System.nanoTime() - begun);
        return claimed;
    }

    /** Prolongs the lease of all that one claim still holds. */
    public void renew(Connection connection, UUID claim, Instant until) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update message set lease_until = ? where claim = ?")) {
            update.setObject(1, utc(until));
            update.setObject(2, claim);
            update.executeUpdate();
        }
    }

    /**
     * Makes sure, before a message is handed over, that it is still this worker's, and notes that its sending begins.
     *
     * @param addressHash of whom it goes to, by which a report that it came back is believed
     * @param until end of the lease, which begins anew
     * @return false when the lease has ended and somebody else has the message
     */
    public boolean hold(Connection connection, ClaimedMessage message, String addressHash, Instant now, Instant until)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set lease_until = ?, tried_at = ?, tried_address = ? where id = ? and claim = ?
                """)) {
            update.setObject(1, utc(until));
            update.setObject(2, utc(now));
            update.setString(3, addressHash);
            update.setObject(4, message.id());
            update.setObject(5, message.claim());
            return update.executeUpdate() == 1;
        }
    }

    /** Gives back what was claimed and not tried. */
    public void release(Connection connection, ClaimedMessage message) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = 'queued', claim = null, lease_until = null, attempts = attempts - 1
                where id = ? and claim = ?
                """)) {
            update.setObject(1, message.id());
            update.setObject(2, message.claim());
            update.executeUpdate();
        }
    }

    /**
     * Records that the mail server took it. What it said goes: with the contact when it says nothing of the person, after a
     * while when it can still come back, and at once when it brought the contact with it.
     *
     * @param keepOccasion whether it says nothing that must go
     * @return false when the claim no longer held: somebody else has the message now, and nothing was recorded
     */
    public boolean sent(Connection connection, ClaimedMessage message, boolean keepOccasion, Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = 'sent', claim = null, lease_until = null, settled_at = ?, last_failure = null,
                  occasion = case when ? or not own_contact then occasion end,
                  content_until = case when not (? or own_contact) then ?::timestamptz end
                where id = ? and claim = ?
                """)) {
            update.setObject(1, utc(at));
            update.setBoolean(2, keepOccasion);
            update.setBoolean(3, keepOccasion);
            update.setObject(4, utc(at.plus(kept.content())));
            update.setObject(5, message.id());
            update.setObject(6, message.claim());
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        facts.sent(connection, subject(message), MessageFacts.ITSELF, "message.sent", at);
        forgetDone(connection, message.requestId(), at);
        return true;
    }

    /**
     * Records that it will not be tried again.
     *
     * @param reason kebab-case code; never the words of the mail server, which may quote the address
     * @return false when the claim no longer held
     */
    public boolean failed(Connection connection, ClaimedMessage message, String reason, Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = 'failed', claim = null, lease_until = null, settled_at = ?, last_failure = ?
                where id = ? and claim = ?
                """)) {
            update.setObject(1, utc(at));
            update.setString(2, reason);
            update.setObject(3, message.id());
            update.setObject(4, message.claim());
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        if (reason.equals(MessageQueue.SUPPRESSED)) {
            facts.suppressed(connection, subject(message), at);
        } else {
            facts.failed(connection, subject(message), reason, at);
        }
        messages.tellStaff(connection, subject(message), reason, at);
        return true;
    }

    /**
     * Records that it is to be tried again.
     *
     * @param perhapsTaken whether the mail server may have it already
     * @return false when the claim no longer held
     */
    public boolean deferred(
            Connection connection, ClaimedMessage message, String reason, boolean perhapsTaken, Instant nextAttemptAt)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = 'queued', claim = null, lease_until = null, next_attempt_at = ?,
                  last_failure = ?, uncertain = uncertain + ?
                where id = ? and claim = ?
                """)) {
            update.setObject(1, utc(nextAttemptAt));
            update.setString(2, reason);
            update.setInt(3, perhapsTaken ? 1 : 0);
            update.setObject(4, message.id());
            update.setObject(5, message.claim());
            return update.executeUpdate() == 1;
        }
    }

    /** Turns what was queued for a request into letters, when it turns out that its person is reached by post. */
    public void turnToLetters(Connection connection, UUID requestId, Instant at) throws SQLException {
        List<Subject> letters = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update message m set channel = 'letter', state = 'to-print'
                from correspondence c
                where m.request_id = ? and c.request_id = m.request_id and m.receiver = 'requester'
                  and not m.own_contact and m.state = 'queued'
                returning m.id, m.request_id, m.organisation, m.kind, c.policy_version
                """)) {
            update.setObject(1, requestId);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    letters.add(subject(rows));
                }
            }
        }
        for (Subject letter : letters) {
            facts.turnedToLetter(connection, letter, at);
        }
    }

    /** Fails what was queued for a request before it turned out that its person has no address. */
    public void failUnreachable(Connection connection, UUID requestId, Instant at) throws SQLException {
        List<Subject> unreachable = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update message m set state = 'failed', settled_at = ?, last_failure = ?, occasion = null
                from correspondence c
                where m.request_id = ? and c.request_id = m.request_id and m.receiver = 'requester'
                  and not m.own_contact and m.state = 'queued'
                returning m.id, m.request_id, m.organisation, m.kind, c.policy_version
                """)) {
            update.setObject(1, utc(at));
            update.setString(2, MessageQueue.NO_ADDRESS);
            update.setObject(3, requestId);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    unreachable.add(subject(rows));
                }
            }
        }
        for (Subject subject : unreachable) {
            facts.failed(connection, subject, MessageQueue.NO_ADDRESS, at);
            messages.tellStaff(connection, subject, MessageQueue.NO_ADDRESS, at);
        }
    }

    /** When the next retry is due or the next lease ends after {@code now}; empty when nothing lies ahead. */
    public Optional<Instant> nextDue(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select least(
                  (select min(next_attempt_at) from message where state = 'queued' and next_attempt_at > ?),
                  (select min(lease_until) from message where state = 'sending' and lease_until > ?))
                """)) {
            select.setObject(1, utc(now));
            select.setObject(2, utc(now));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        }
    }

    /**
     * Forgets the contact of one closed request, or of all, when nothing is left to send; see the class. Of all, it also
     * forgets what messages said that failed long ago. Not of one: the end of a request and the sending of its last message
     * would each hold what the other waits for.
     *
     * @param requestId null for all
     */
    public void forgetDone(Connection connection, UUID requestId, Instant now) throws SQLException {
        Instant failedBefore = now.minus(kept.failed());
        for (Correspondences.Forgotten done : correspondences.forgetDone(connection, requestId, failedBefore)) {
            facts.contactForgotten(connection, done.requestId(), done.organisation(), done.policyVersion(), now);
        }
        if (requestId == null) {
            facts.contentsErased(connection, correspondences.forgetFailed(connection, failedBefore), now);
        }
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getInt(5));
    }

    private static Subject subject(ClaimedMessage message) {
        return new Subject(
                message.id(), message.requestId(), message.organisation(), message.kind(), message.policyVersion());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
