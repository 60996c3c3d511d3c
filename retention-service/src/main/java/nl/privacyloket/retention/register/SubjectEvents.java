package nl.privacyloket.retention.register;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.retention.register.HoldingRegister.Recomputed;
import nl.privacyloket.retention.rule.Trigger;

/** Events of persons that retention terms count from, such as an account that was closed. */
@ApplicationScoped
public class SubjectEvents {

    private final HoldingRegister register;
    private final AuditTrail audit;
    private final MeterRegistry metrics;
    private final Clock clock;

    SubjectEvents(HoldingRegister register, AuditTrail audit, MeterRegistry metrics, Clock clock) {
        this.register = register;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes an event in, within the caller's transaction. It counts for all that is held about the person at the
     * organisation, whichever system told it, now and later. Told once more by the same system with another date, that
     * date counts; of several systems the latest date does.
     *
     * @param toldBy data system that told it, {@code null} when it does not say
     * @param actor who sends it, for the audit log
     */
    public Recomputed tell(
            String organisation, SubjectKey subject, Trigger event, LocalDate on, String toldBy, String actor) {
        var now = clock.instant();
        var recomputed = register.tell(organisation, subject, event, on, toldBy, now);
        if (recomputed.news()) {
            audit.record(new AuditEntry(
                    now, organisation, actor, "subject-event.told", "subject-event", event.wireName(), "done", null));
            metrics.counter("privacyloket_subject_events", "event", event.wireName())
                    .increment();
        }
        return recomputed;
    }
}
