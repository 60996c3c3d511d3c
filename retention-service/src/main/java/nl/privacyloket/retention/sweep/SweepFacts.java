package nl.privacyloket.retention.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.result.AuditedReason;
import nl.privacyloket.retention.system.CommandTopics;
import org.jboss.logging.Logger;

/** Tells what the sweep did: the fact for the others, the audit entry and the figure, with the running transaction. */
@ApplicationScoped
class SweepFacts {
    private static final Logger LOG = Logger.getLogger(SweepFacts.class);
    private static final String TYPE = "nl.privacyloket.retention.";
    private static final String ACTOR = "system:retention-service";
    private static final String DONE = "done";

    private final Events events;
    private final AuditTrail audit;
    private final MeterRegistry metrics;
    private final Clock clock;

    SweepFacts(Events events, AuditTrail audit, MeterRegistry metrics, Clock clock) {
        this.events = events;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** {@code nl.privacyloket.retention.purge-completed.v1}. */
    record PurgeCompleted(
            UUID commandId,
            String system,
            LocalDate on,
            String scope,
            UUID requestId,
            List<PurgedCategory> categories,
            Instant verifiedAt) {}

    record PurgedCategory(
            String category, String rule, String action, long erased, long anonymised, long restricted, long kept) {}

    /** {@code nl.privacyloket.retention.purge-failed.v1}. */
    record PurgeFailed(UUID commandId, String system, LocalDate on, String scope, UUID requestId, String reason) {}

    void ordered(SliceKey slice, NewOrder order, int policyVersion) {
        audit.record(entry(
                        slice.organisation(),
                        ACTOR,
                        "purge.ordered",
                        order.commandId().toString(),
                        DONE,
                        policyVersion)
                .about(requestOf(order.scope(), order.requestId())));
        counter("ordered", order.scope());
        records("ordered").increment(order.items().size());
    }

    void completed(SweepCommand command, List<PurgedCategory> categories, Instant verifiedAt) {
        publish(
                command,
                "purge-completed.v1",
                new PurgeCompleted(
                        command.commandId(),
                        command.system(),
                        command.day(),
                        wireScope(command),
                        command.requestId(),
                        categories,
                        verifiedAt));
        record(command, "purge.completed", DONE);
        counter("completed", command.scope());
        for (var line : categories) {
            records("gone").increment(line.erased() + line.anonymised() + line.restricted());
            records("kept").increment(line.kept());
        }
    }

    void failed(SweepCommand command, String reason) {
        publish(
                command,
                "purge-failed.v1",
                new PurgeFailed(
                        command.commandId(),
                        command.system(),
                        command.day(),
                        wireScope(command),
                        command.requestId(),
                        reason));
        record(command, "purge.failed", AuditedReason.of(reason));
        counter("failed", command.scope());
        LOG.warnf(
                "purge failed organisation=%s system=%s commandId=%s reason=%s",
                command.organisation(), command.system(), command.commandId(), AuditedReason.of(reason));
    }

    /** A hold came after the order; what is still free is ordered anew. */
    void revoked(SweepCommand command) {
        record(command, "purge.revoked", DONE);
        counter("revoked", command.scope());
    }

    void armed(String organisation, String actor) {
        audit.record(new AuditEntry(
                clock.instant(), organisation, actor, "sweep.armed", "organisation", organisation, DONE, null));
    }

    /** A member of staff saw which records would go on a day: for the audit log only. */
    void scheduleRead(String organisation, String actor, int policyVersion) {
        audit.record(new AuditEntry(
                clock.instant(),
                organisation,
                actor,
                "schedule.read",
                "organisation",
                organisation,
                DONE,
                policyVersion));
    }

    /** To the outside the file of a request is a record like any other. */
    private static String wireScope(SweepCommand command) {
        return (command.scope() == SweepScope.REQUEST_FILE ? SweepScope.RECORDS : command.scope()).wireName();
    }

    private void publish(SweepCommand command, String type, Object data) {
        events.publish(OutgoingEvent.of(
                CommandTopics.FACTS, command.system(), TYPE + type, command.organisation(), clock.instant(), data));
    }

    private void record(SweepCommand command, String action, String outcome) {
        audit.record(entry(
                        command.organisation(),
                        ACTOR,
                        action,
                        command.commandId().toString(),
                        outcome,
                        command.policyVersion())
                .about(requestOf(command.scope(), command.requestId())));
    }

    /** The file of a request may be that of a disclosure, which has no request. */
    private static UUID requestOf(SweepScope scope, UUID requestId) {
        return scope == SweepScope.REQUEST_FILE ? null : requestId;
    }

    private AuditEntry entry(
            String organisation, String actor, String action, String commandId, String outcome, int policyVersion) {
        return new AuditEntry(
                clock.instant(), organisation, actor, action, "command", commandId, outcome, policyVersion);
    }

    /** From zero, so that the first of a kind is seen as one more. */
    void register(@Observes StartupEvent event) {
        for (String outcome : List.of("ordered", "completed", "failed", "revoked")) {
            for (SweepScope scope : SweepScope.values()) {
                commands(outcome, scope);
            }
        }
        List.of("ordered", "gone", "kept").forEach(this::records);
    }

    private void counter(String outcome, SweepScope scope) {
        commands(outcome, scope).increment();
    }

    private Counter commands(String outcome, SweepScope scope) {
        return metrics.counter("privacyloket.sweep.commands", "outcome", outcome, "scope", scope.wireName());
    }

    private Counter records(String outcome) {
        return metrics.counter("privacyloket.sweep.records", "outcome", outcome);
    }
}
