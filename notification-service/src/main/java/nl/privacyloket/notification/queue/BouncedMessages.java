package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.notification.bounce.BounceStatus;
import nl.privacyloket.notification.bounce.BouncedMail;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.queue.MessageFacts.Subject;
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/**
 * Messages that a mail server took and returned: they have failed after all. So has one of which it is not known here that
 * the server took it; that it came back shows it.
 *
 * <p>Reports come from anywhere. One is believed for a message that was sent lately, and an address is suppressed only when
 * the report names the one that we wrote to; that of the organisation's own staff never is.
 */
public final class BouncedMessages implements BouncedMail {
    /** How long after sending a report is believed; servers give up after days. */
    static final Duration BELIEVED_FOR = Duration.ofDays(30);

    private static final Pattern ID =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:\\.(\\d{1,6}))?");

    private final MessageQueue messages;
    private final MessageFacts facts;
    private final SuppressedAddresses suppressed;

    public BouncedMessages(MessageQueue messages, MessageFacts facts, SuppressedAddresses suppressed) {
        this.messages = messages;
        this.facts = facts;
        this.suppressed = suppressed;
    }

    private record Sending(
            Subject subject,
            boolean forStaff,
            MessageState state,
            boolean perhapsTaken,
            int resends,
            String addressHash) {}

    @Override
    public boolean bounced(Connection connection, String organisation, String id, BounceStatus status, Instant at)
            throws SQLException {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return false;
        }
        int resends = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        Sending sending = find(connection, UUID.fromString(parts.group(1)), organisation, at);
        if (sending == null || resends > sending.resends()) {
            return false;
        }
        if (sending.resends() > resends || sending.state() == MessageState.FAILED) {
            // Sent again since then, or known to have failed: what comes of the later one counts.
            return true;
        } else if (!sending.perhapsTaken()) {
            return false;
        }
        suppress(connection, sending, status, at);
        fail(connection, sending.subject(), status, at);
        return true;
    }

    private static Sending find(Connection connection, UUID id, String organisation, Instant at) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select m.request_id, m.organisation, m.kind, coalesce(m.policy_version, c.policy_version), m.receiver = ?,
                  m.state, m.state in ('sending', 'sent') or m.state = 'queued' and m.uncertain > 0, m.resends,
                  m.tried_address
                from message m left join correspondence c on c.request_id = m.request_id
                where m.id = ? and (?::text is null or m.organisation = ?) and m.tried_at > ? for update of m
                """)) {
            select.setString(1, Receiver.STAFF.word());
            select.setObject(2, id);
            select.setString(3, organisation);
            select.setString(4, organisation);
            select.setObject(5, at.minus(BELIEVED_FOR).atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                return new Sending(
                        new Subject(
                                id,
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getString(3),
                                row.getObject(4, Integer.class)),
                        row.getBoolean(5),
                        MessageState.of(row.getString(6)).orElseThrow(),
                        row.getBoolean(7),
                        row.getInt(8),
                        row.getString(9));
            }
        }
    }

    private void suppress(Connection connection, Sending sending, BounceStatus status, Instant at) throws SQLException {
        String organisation = sending.subject().organisation();
        if (sending.forStaff() || sending.addressHash() == null) {
            return;
        }
        Optional<String> code =
                status.condemning(sending.addressHash(), address -> suppressed.hash(organisation, address));
        if (code.isPresent()) {
            suppressed.suppress(
                    connection,
                    organisation,
                    sending.addressHash(),
                    SuppressedAddresses.Reason.BOUNCED,
                    code.get(),
                    MessageFacts.ITSELF,
                    at);
        }
    }

    private void fail(Connection connection, Subject subject, BounceStatus status, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = 'failed', claim = null, lease_until = null, settled_at = ?, last_failure = ?,
                  content_until = null
                where id = ?
                """)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setString(2, status.reason());
            update.setObject(3, subject.messageId());
            update.executeUpdate();
        }
        facts.bounced(connection, subject, status.reason(), status.code(), at);
        messages.tellStaff(connection, subject, status.reason(), at);
    }
}
