package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Channel;
import nl.privacyloket.notification.queue.MessageFacts.Subject;

/** Letters on paper: staff print them, put them in the post and say so. */
public final class OutTray {
    private final SendingQueue queue;
    private final MessageFacts facts;

    public OutTray(SendingQueue queue, MessageFacts facts) {
        this.queue = queue;
        this.facts = facts;
    }

    /**
     * A message that goes by post, or went.
     *
     * @param requestId of the request; for a message about a disclosure, of the disclosure
     * @param policyVersion of the request or the disclosure; null while the request is not known here
     * @param occasion what it says, still encrypted; null when that is no longer here
     */
    public record PaperLetter(
            UUID id,
            UUID requestId,
            String organisation,
            String kind,
            MessageState state,
            Integer policyVersion,
            byte[] occasion) {

        /** Redacted. */
        @Override
        public String toString() {
            return "PaperLetter[" + id + ", " + kind + "]";
        }

        private Subject subject() {
            return new Subject(id, requestId, organisation, kind, policyVersion);
        }
    }

    /** A letter, locked until the transaction ends; empty when there is no such message or it goes by e-mail. */
    public Optional<PaperLetter> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select m.request_id, m.organisation, m.kind, m.state, coalesce(m.policy_version, c.policy_version),
                  case when m.receiver <> 'requester' or m.own_contact or c.contact is not null then m.occasion end
                from message m left join correspondence c on c.request_id = m.request_id
                where m.id = ? and m.channel = ? for update of m
                """)) {
            select.setObject(1, id);
            select.setString(2, Channel.LETTER.word());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new PaperLetter(
                        id,
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        MessageState.of(row.getString(4)).orElseThrow(),
                        row.getObject(5, Integer.class),
                        row.getBytes(6)));
            }
        }
    }

    /** Notes who saw what it says. */
    public void printed(Connection connection, PaperLetter letter, String actor, Instant at) throws SQLException {
        facts.printed(connection, letter.subject(), actor, at);
    }

    /**
     * Records that a letter that was to be printed is in the post, and tells others. What it said goes, unless it is
     * nothing of the person.
     *
     * @param keepOccasion whether it says nothing that must go
     * @param actor pseudonym of who posted it
     */
    public void posted(Connection connection, PaperLetter letter, boolean keepOccasion, String actor, Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = 'sent', attempts = attempts + 1, settled_at = ?, last_failure = null,
                  occasion = case when ? then occasion end
                where id = ?
                """)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setBoolean(2, keepOccasion);
            update.setObject(3, letter.id());
            update.executeUpdate();
        }
        facts.sent(connection, letter.subject(), actor, "message.posted", at);
        queue.forgetDone(connection, letter.requestId(), at);
    }
}
