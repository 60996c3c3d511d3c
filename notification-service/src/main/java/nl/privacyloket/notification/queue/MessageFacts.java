package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.Outbox;

/** Tells others what became of messages, in the transaction in which it happens: events, and the audit log. */
public final class MessageFacts {
    /** The topic of the events, with the request as key. */
    public static final String TOPIC = "privacyloket.notifications.v1";

    /** Actor of what the service does by itself. */
    public static final String ITSELF = "system:notification-service";

    private static final String SENT = "nl.privacyloket.notification.sent.v1";
    private static final String FAILED = "nl.privacyloket.notification.failed.v1";
    private static final String BOUNCED = "nl.privacyloket.notification.bounced.v1";
    private static final String SUPPRESSED = "nl.privacyloket.notification.suppressed.v1";

    private final Outbox outbox = new Outbox();
    private final AuditLedger audit = new AuditLedger();

    /** Which message, for whom. */
    record Subject(UUID messageId, UUID requestId, String organisation, String kind, Integer policyVersion) {}

    private record Sent(UUID messageId, UUID requestId, String kind, Instant sentAt, UUID commandId) {}

    private record Failed(
            UUID messageId, UUID requestId, String kind, Instant failedAt, String reason, UUID commandId) {}

    private record Bounced(
            UUID messageId,
            UUID requestId,
            String kind,
            Instant bouncedAt,
            String reason,
            String status,
            UUID commandId) {}

    private record Suppressed(UUID messageId, UUID requestId, String kind, Instant suppressedAt, UUID commandId) {}

    /** @param isOfRequest whether it is about the request, and not about another matter, such as a disclosure */
    void queued(Connection connection, Subject subject, boolean isOfRequest, Instant at) throws SQLException {
        record(
                connection,
                subject,
                isOfRequest ? subject.requestId() : null,
                ITSELF,
                "message.queued",
                subject.kind(),
                at);
    }

    /**
     * The mail server took it, or staff posted it.
     *
     * @param actor who did it
     * @param action as the audit log names it
     */
    void sent(Connection connection, Subject subject, String actor, String action, Instant at) throws SQLException {
        Purpose purpose = purpose(connection, subject);
        publish(
                connection,
                subject,
                SENT,
                at,
                new Sent(subject.messageId(), subject.requestId(), subject.kind(), at, purpose.commandId()));
        record(connection, subject, purpose.requestId(), actor, action, "done", at);
    }

    void failed(Connection connection, Subject subject, String reason, Instant at) throws SQLException {
        Purpose purpose = purpose(connection, subject);
        publish(
                connection,
                subject,
                FAILED,
                at,
                new Failed(subject.messageId(), subject.requestId(), subject.kind(), at, reason, purpose.commandId()));
        record(connection, subject, purpose.requestId(), ITSELF, "message.failed", reason, at);
    }

    /**
     * It came back.
     *
     * @param status what the mail server said (RFC 3463)
     */
    void bounced(Connection connection, Subject subject, String reason, String status, Instant at) throws SQLException {
        Purpose purpose = purpose(connection, subject);
        publish(
                connection,
                subject,
                BOUNCED,
                at,
                new Bounced(
                        subject.messageId(),
                        subject.requestId(),
                        subject.kind(),
                        at,
                        reason,
                        status,
                        purpose.commandId()));
        record(connection, subject, purpose.requestId(), ITSELF, "message.bounced", reason, at);
    }

    /** It was not sent, because nothing is sent to that address. */
    void suppressed(Connection connection, Subject subject, Instant at) throws SQLException {
        Purpose purpose = purpose(connection, subject);
        publish(
                connection,
                subject,
                SUPPRESSED,
                at,
                new Suppressed(subject.messageId(), subject.requestId(), subject.kind(), at, purpose.commandId()));
        record(connection, subject, purpose.requestId(), ITSELF, "message.suppressed", "done", at);
    }

    /**
     * It was to go to somebody whose data were erased: it does not, as others hear like of one that failed.
     *
     * @param reason whether it was under way
     */
    void withdrawn(Connection connection, Subject subject, String reason, Instant at) throws SQLException {
        Purpose purpose = purpose(connection, subject);
        publish(
                connection,
                subject,
                FAILED,
                at,
                new Failed(subject.messageId(), subject.requestId(), subject.kind(), at, reason, purpose.commandId()));
        record(connection, subject, purpose.requestId(), ITSELF, "message.withdrawn", reason, at);
    }

    /** What it said, and where it went, are gone from here with the person's other data. */
    void contentErased(Connection connection, Subject subject, Instant at) throws SQLException {
        record(connection, subject, ITSELF, "message.erased", "done", at);
    }

    /** It was to be a mail, and goes by post. */
    void turnedToLetter(Connection connection, Subject subject, Instant at) throws SQLException {
        record(connection, subject, ITSELF, "message.turned-to-letter", "done", at);
    }

    /**
     * What messages said was kept for a time that has ended.
     *
     * @param counts how many, by organisation
     */
    void contentsErased(Connection connection, Map<String, Integer> counts, Instant at) throws SQLException {
        audit.append(
                connection,
                counts.entrySet().stream()
                        .map(count -> new AuditEntry(
                                at,
                                count.getKey(),
                                ITSELF,
                                "messages.contents-erased",
                                "organisation",
                                count.getKey(),
                                "erased-" + count.getValue(),
                                null))
                        .toList());
    }

    void printed(Connection connection, Subject subject, String actor, Instant at) throws SQLException {
        record(connection, subject, actor, "message.printed", "done", at);
    }

    void resendAsked(Connection connection, Subject subject, String actor, Instant at) throws SQLException {
        record(connection, subject, actor, "message.resend-requested", "done", at);
    }

    /** The address of the person, and what was written to them, are gone from here. */
    void contactForgotten(Connection connection, UUID requestId, String organisation, int policyVersion, Instant at)
            throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                                at,
                                organisation,
                                ITSELF,
                                "contact.erased",
                                "request",
                                requestId.toString(),
                                "done",
                                policyVersion)
                        .about(requestId)));
    }

    private void publish(Connection connection, Subject subject, String type, Instant at, Object data)
            throws SQLException {
        outbox.append(
                connection,
                List.of(OutgoingEvent.of(
                        TOPIC, subject.requestId().toString(), type, subject.organisation(), at, data)));
    }

    private void record(Connection connection, Subject subject, String actor, String action, String outcome, Instant at)
            throws SQLException {
        record(connection, subject, purpose(connection, subject).requestId(), actor, action, outcome, at);
    }

    private void record(
            Connection connection,
            Subject subject,
            UUID requestId,
            String actor,
            String action,
            String outcome,
            Instant at)
            throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                                at,
                                subject.organisation(),
                                actor,
                                action,
                                "message",
                                subject.messageId().toString(),
                                outcome,
                                subject.policyVersion())
                        .about(requestId)));
    }

    /**
     * What the message is sent for.
     *
     * @param commandId the task that it carries out, for who asked for it; null when there is none
     * @param requestId the request that it is about; null when it brings another matter, such as a disclosure
     */
    private record Purpose(UUID commandId, UUID requestId) {}

    private static Purpose purpose(Connection connection, Subject subject) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select command_id, policy_version is null from message where id = ?")) {
            select.setObject(1, subject.messageId());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Purpose(row.getObject(1, UUID.class), row.getBoolean(2) ? subject.requestId() : null)
                        : new Purpose(null, subject.requestId());
            }
        }
    }
}
