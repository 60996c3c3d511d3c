package nl.privacyloket.notification.announcement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.Outbox;
import nl.privacyloket.notification.queue.MessageFacts;

/**
 * Tells others of announcements, in the transaction in which something becomes of them. Nothing is told of single mails:
 * a hundred thousand entries that say the same would hide all others, and the counts say how it went.
 */
final class AnnouncementFacts {
    private static final String STARTED = "nl.privacyloket.announcement.started.v1";
    private static final String COMPLETED = "nl.privacyloket.announcement.completed.v1";

    private final Outbox outbox = new Outbox();
    private final AuditLedger audit = new AuditLedger();

    /** Which one. */
    record Subject(UUID id, String organisation, int policyVersion) {}

    private record Started(
            UUID announcementId, String kind, String purpose, int policyVersion, long total, Instant startedAt) {}

    private record Completed(
            UUID announcementId,
            String kind,
            String outcome,
            long total,
            long sent,
            long failed,
            Map<String, Long> skipped,
            Instant completedAt) {}

    void started(Connection connection, NewAnnouncement announcement, long total, Instant at) throws SQLException {
        Subject subject = new Subject(announcement.id(), announcement.organisation(), announcement.policyVersion());
        publish(
                connection,
                subject,
                STARTED,
                at,
                new Started(
                        announcement.id(),
                        announcement.kind().word(),
                        announcement.purpose(),
                        announcement.policyVersion(),
                        total,
                        at));
        record(connection, subject, announcement.startedBy(), "started", at);
    }

    /** It was paused, resumed or cancelled by somebody. */
    void steered(Connection connection, Subject subject, String actor, String action, Instant at) throws SQLException {
        record(connection, subject, actor, action, at);
    }

    /** All have been reached who can be. */
    void completed(Connection connection, Subject subject, AnnouncementView view, Instant at) throws SQLException {
        ended(connection, subject, view, at);
        record(connection, subject, MessageFacts.ITSELF, "completed", at);
    }

    /** Nobody further will be reached; how many were, whoever ended it. */
    void ended(Connection connection, Subject subject, AnnouncementView view, Instant at) throws SQLException {
        publish(
                connection,
                subject,
                COMPLETED,
                at,
                new Completed(
                        view.id(),
                        view.kind(),
                        view.state(),
                        view.total(),
                        view.sent(),
                        view.failed(),
                        view.skipped(),
                        at));
    }

    /** Which addresses it went to is no longer known here. */
    void rowsErased(Connection connection, Subject subject, Instant at) throws SQLException {
        record(connection, subject, MessageFacts.ITSELF, "mails-erased", at);
    }

    private void publish(Connection connection, Subject subject, String type, Instant at, Object data)
            throws SQLException {
        outbox.append(
                connection,
                List.of(OutgoingEvent.of(
                        MessageFacts.TOPIC, subject.id().toString(), type, subject.organisation(), at, data)));
    }

    private void record(Connection connection, Subject subject, String actor, String action, Instant at)
            throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                        at,
                        subject.organisation(),
                        actor,
                        "announcement." + action,
                        "announcement",
                        subject.id().toString(),
                        "done",
                        subject.policyVersion())));
    }
}
