package nl.privacyloket.retention.restore;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.job.Jobs;
import nl.privacyloket.retention.restore.ReplaySteps.Step;
import nl.privacyloket.retention.result.AuditedReason;
import nl.privacyloket.retention.system.DataSystems;
import org.jboss.logging.Logger;

/**
 * The course of a job after a restore: one erasure at a time, in the order in which they were carried out; each is repeated,
 * then verified. What cannot be repeated is given up after some attempts, and the rest goes on. Every step runs with the job
 * locked.
 */
@ApplicationScoped
class Replays {
    private static final Logger LOG = Logger.getLogger(Replays.class);
    private static final String ACTOR = "system:retention-service";
    private static final String NO_ANSWER = "no-answer";
    private static final String HELD = "held";
    private static final String NOT_KEPT = "not-kept";
    private static final String TOO_MANY_HOLDS = "too-many-holds";

    private final ReplaySteps steps;
    private final ReplayCommands commands;
    private final ErasureLog log;
    private final Jobs jobs;
    private final Permits permits;
    private final DataSystems systems;
    private final RestoreSettings settings;
    private final AuditTrail audit;
    private final MeterRegistry metrics;
    private final Clock clock;

    Replays(
            ReplaySteps steps,
            ReplayCommands commands,
            ErasureLog log,
            Jobs jobs,
            Permits permits,
            DataSystems systems,
            RestoreSettings settings,
            AuditTrail audit,
            MeterRegistry metrics,
            Clock clock) {
        this.steps = steps;
        this.commands = commands;
        this.log = log;
        this.jobs = jobs;
        this.permits = permits;
        this.systems = systems;
        this.settings = settings;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Begins a job that was just written down. */
    void begin(UUID jobId, String organisation) {
        steps.collect(jobId, true);
        goOn(jobId, organisation);
    }

    /** Takes up the next erasure, or ends the job. */
    private void goOn(UUID jobId, String organisation) {
        var next = steps.current(jobId);
        if (next.isEmpty() && steps.collect(jobId, false) > 0) {
            next = steps.current(jobId);
        }
        if (next.isPresent()) {
            repeat(next.get());
            return;
        }
        var failed = steps.anyFailed(jobId);
        jobs.end(jobId, failed, clock.instant());
        record(organisation, "restore.ended", "job", jobId, failed ? "failed" : "done");
        LOG.infof("restore ended organisation=%s jobId=%s outcome=%s", organisation, jobId, failed ? "failed" : "done");
    }

    private void repeat(Step step) {
        if (step.data() == null) {
            giveUp(step, NOT_KEPT);
            return;
        }
        if (commands.isStopped(step)) {
            giveUp(step, HELD);
            return;
        }
        if (commands.isTooMuchHeld(step)) {
            giveUp(step, TOO_MANY_HOLDS);
            return;
        }
        var commandId = step.commandId() == null ? UUID.randomUUID() : step.commandId();
        commands.repeat(step, commandId);
        steps.change(step.sent(commandId, Step.ERASING), awaitedUntil(step.system(), step.attempts() + 1), null);
    }

    private Instant awaitedUntil(String system, int attempts) {
        var ofSystem = systems.findById(system).answerTime();
        var answerTime = ofSystem == null ? settings.answerTime() : ofSystem;
        return settings.schedule().awaitedUntil(clock.instant(), answerTime, attempts);
    }

    /**
     * The system has repeated it: now it is asked what is left.
     *
     * @param isHeld whether it kept some because of a hold: that is there again, and nobody has let go of it
     */
    void repeated(Step step, Instant at, long kept, boolean isHeld) {
        log.repeated(step.logged(), at);
        permits.answered(step.commandId());
        verify(step.in(Step.VERIFYING, UUID.randomUUID(), 0, kept), isHeld ? HELD : null);
    }

    private void verify(Step step, String failure) {
        commands.verify(step, step.verifyId());
        var sent = step.sent(step.commandId(), Step.VERIFYING);
        steps.change(sent, awaitedUntil(step.system(), sent.attempts()), failure);
    }

    /** The system has shown that what had to go is gone, but for what a hold keeps. */
    void verified(Step step) {
        if (steps.isHeld(step)) {
            giveUp(step, HELD);
        } else {
            settle(step, Step.DONE, null);
        }
    }

    /** It is lost to this job; the rest goes on. */
    void giveUp(Step step, String reason) {
        settle(step, Step.FAILED, reason);
    }

    private void settle(Step step, String state, String failure) {
        steps.change(step.in(state, step.verifyId(), step.attempts(), step.kept()), null, failure);
        metrics.counter("privacyloket.restore.steps", "outcome", state).increment();
        var outcome = failure == null ? "done" : AuditedReason.of(failure);
        record(step.organisation(), "erasure.repeated", "command", step.logged(), outcome);
        goOn(step.jobId(), step.organisation());
    }

    /** A hold came while it was under way: the same once more, by the holds of now. */
    void revoked(Step step) {
        permits.answered(step.commandId());
        var fresh = new Step(
                step.jobId(),
                step.position(),
                step.organisation(),
                step.system(),
                step.logged(),
                null,
                null,
                Step.WAITING,
                step.attempts(),
                0,
                step.eventType(),
                step.messageKey(),
                step.data());
        if (settings.schedule().allowsAnother(step.attempts())) {
            repeat(fresh);
        } else {
            giveUp(step, "permit-revoked");
        }
    }

    /** The system said that it failed. */
    void failed(Step step, String reason) {
        var again = settings.schedule().afterFailure(clock.instant(), step.attempts());
        if (again.isPresent()) {
            steps.change(step, again.get(), reason);
            return;
        }
        if (step.is(Step.ERASING)) {
            permits.failed(step.commandId());
        }
        giveUp(step, reason);
    }

    /** Its answer, or the pause after a failure, is awaited no longer. */
    void overdue(Step step) {
        if (!settings.schedule().allowsAnother(step.attempts())) {
            giveUp(step, NO_ANSWER);
        } else if (step.is(Step.VERIFYING)) {
            verify(step, null);
        } else {
            repeat(step);
        }
    }

    private void record(String organisation, String action, String type, UUID object, String outcome) {
        audit.record(
                new AuditEntry(clock.instant(), organisation, ACTOR, action, type, object.toString(), outcome, null));
    }
}
