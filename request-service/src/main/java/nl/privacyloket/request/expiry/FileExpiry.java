package nl.privacyloket.request.expiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import org.jboss.logging.Logger;

/**
 * Erases the file of a closed request, or the record of a disclosure, when retention-service says that the organisation's
 * own term for it has ended. What is still worked with stays: retention-service is told so and asks again on a later day.
 */
@ApplicationScoped
class FileExpiry implements EventHandler {
    private static final Logger LOG = Logger.getLogger(FileExpiry.class);
    private static final String DUE = "nl.privacyloket.retention.request-file-due.v1";
    private static final String FIND = """
            select organisation, status = 'closed' and not exists (
                     select 1 from restriction where request_id = request.id and lifted_at is null)
              from request where id = ? for update
            """;
    private static final String FIND_DISCLOSURE = """
            select organisation, state <> 'consented' from disclosure where id = ? for update
            """;

    private final AuditTrail audit;
    private final Events events;
    private final Clock clock;

    FileExpiry(AuditTrail audit, Events events, Clock clock) {
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    record FileDue(UUID requestId, UUID commandId) {}

    private enum Fate {
        IN_USE,
        ERASED,
        ABSENT
    }

    @Override
    public String channel() {
        return "retention";
    }

    @Override
    public Set<String> types() {
        return Set.of(DUE);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        var due = event.data(FileDue.class);
        if (due.requestId() == null || due.commandId() == null) {
            throw new PoisonEventException("incomplete-fact");
        }
        var fate = erase(connection, FIND, "delete from request where id = ?", due.requestId(), event.organisation());
        var isDisclosure = false;
        if (fate == Fate.ABSENT) {
            fate = erase(
                    connection,
                    FIND_DISCLOSURE,
                    "delete from disclosure where id = ?",
                    due.requestId(),
                    event.organisation());
            isDisclosure = fate != Fate.ABSENT;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var entry = new AuditEntry(
                now,
                event.organisation(),
                RequestJournal.RETENTION,
                isDisclosure ? "disclosure.file-erased" : "request.file-erased",
                isDisclosure ? "disclosure" : "request",
                due.requestId().toString(),
                fate == Fate.IN_USE ? "in-use" : "done",
                null);
        audit.record(isDisclosure ? entry : entry.about(due.requestId()));
        if (fate == Fate.IN_USE) {
            LOG.warnf("file kept, it is in use requestId=%s", due.requestId());
            events.publish(RequestEvents.fileKept(event.organisation(), due.requestId(), due.commandId(), now));
        } else {
            // Also when it was gone already: what is asked twice is answered twice.
            events.publish(RequestEvents.fileErased(event.organisation(), due.requestId(), due.commandId(), now));
        }
    }

    private static Fate erase(Connection connection, String find, String delete, UUID id, String organisation)
            throws SQLException {
        try (var query = connection.prepareStatement(find)) {
            query.setObject(1, id);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Fate.ABSENT;
                }
                if (!rows.getString(1).equals(organisation)) {
                    throw new PoisonEventException("foreign-organisation");
                }
                if (!rows.getBoolean(2)) {
                    return Fate.IN_USE;
                }
            }
        }
        try (var statement = connection.prepareStatement(delete)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
        return Fate.ERASED;
    }
}
