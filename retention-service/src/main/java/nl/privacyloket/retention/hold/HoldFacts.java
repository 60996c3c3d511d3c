package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.hold.HoldRows.Row;
import nl.privacyloket.retention.system.CommandTopics;
import org.jboss.logging.Logger;

/** Tells that holds came and went: the event and the audit entry, both with the running transaction. */
@ApplicationScoped
class HoldFacts {
    private static final Logger LOG = Logger.getLogger(HoldFacts.class);
    private static final String TYPE = "nl.privacyloket.retention.";
    /** This service, where nobody else acts. */
    static final String SELF = "system:retention-service";

    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    HoldFacts(Events events, AuditTrail audit, Clock clock) {
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    record HoldFact(
            UUID holdId,
            String organisation,
            String reason,
            String system,
            String category,
            boolean bySubject,
            LocalDate until,
            Instant at) {}

    void placed(Row row, String actor) {
        tell(row, "hold-placed.v1", actor, "hold.placed");
    }

    void lifted(Row row, String actor, String action) {
        tell(row, "hold-lifted.v1", actor, action);
    }

    /** A member of staff has read why a hold was placed. */
    void read(Row row, String actor) {
        record(row, actor, "hold.read");
    }

    private void tell(Row row, String type, String actor, String action) {
        var hold = row.hold();
        var fact = new HoldFact(
                hold.holdId(),
                hold.organisation(),
                hold.reason().wireName(),
                hold.system(),
                hold.category(),
                hold.bySubject(),
                hold.until(),
                clock.instant());
        events.publish(OutgoingEvent.of(
                CommandTopics.FACTS, hold.holdId().toString(), TYPE + type, hold.organisation(), fact.at(), fact));
        record(row, actor, action);
        LOG.infof("%s organisation=%s holdId=%s reason=%s", action, hold.organisation(), hold.holdId(), fact.reason());
    }

    private void record(Row row, String actor, String action) {
        var hold = row.hold();
        audit.record(new AuditEntry(
                        clock.instant(),
                        hold.organisation(),
                        actor,
                        action,
                        "hold",
                        hold.holdId().toString(),
                        "done",
                        null)
                .about(row.requestId()));
    }
}
