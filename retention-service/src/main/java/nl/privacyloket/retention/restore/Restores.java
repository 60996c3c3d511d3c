package nl.privacyloket.retention.restore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.retention.job.JobView;
import nl.privacyloket.retention.job.Jobs;
import nl.privacyloket.retention.system.DataSystems;

/** Takes the word of operators that a system was restored. */
@ApplicationScoped
class Restores {

    private final DataSystems systems;
    private final Jobs jobs;
    private final Replays replays;
    private final BackupReach reach;
    private final AuditTrail audit;
    private final Clock clock;

    Restores(DataSystems systems, Jobs jobs, Replays replays, BackupReach reach, AuditTrail audit, Clock clock) {
        this.systems = systems;
        this.jobs = jobs;
        this.replays = replays;
        this.reach = reach;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins to repeat what was erased since.
     *
     * @param again whether the system was restored once more, if it was restored to that moment or a later one before
     * @throws ProblemException 400 when that moment has yet to come, 404 when there is no such system, 409 while another
     *     restore of it is repeated, when this or a later one has been, and when more may have been erased since than is kept
     */
    JobView restored(String organisation, String system, Instant restoredTo, boolean again, String actor) {
        var now = clock.instant();
        var isKnown = systems.find("organisation = ?1 and id = ?2", organisation, system)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .isPresent();
        if (!isKnown) {
            throw new ProblemException(404, "not-found");
        }
        if (restoredTo.isAfter(now)) {
            throw new ProblemException(400, "restored-in-future");
        }
        if (restoredTo.isBefore(reach.earliest(organisation, system))) {
            throw new ProblemException(409, "restored-too-far-back");
        }
        var running = jobs.running(system).orElse(null);
        if (running != null && !running.restoredTo().equals(restoredTo)) {
            throw new ProblemException(409, "restore-running");
        }
        if (running == null && !again && jobs.hasEnded(system, restoredTo)) {
            throw new ProblemException(409, "already-restored");
        }
        var jobId = running == null ? begin(organisation, system, restoredTo, actor, now) : running.jobId();
        return jobs.find(jobId, List.of(organisation), null).orElseThrow();
    }

    private UUID begin(String organisation, String system, Instant restoredTo, String actor, Instant now) {
        var jobId = jobs.start(organisation, system, restoredTo, actor, now);
        audit.record(
                new AuditEntry(now, organisation, actor, "restore.started", "job", jobId.toString(), "done", null));
        replays.begin(jobId, organisation);
        return jobId;
    }
}
