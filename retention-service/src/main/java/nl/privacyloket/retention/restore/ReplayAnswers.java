package nl.privacyloket.retention.restore;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.retention.restore.ReplaySteps.Step;
import nl.privacyloket.retention.result.CommandAnswers;
import nl.privacyloket.retention.result.ResultTypes;

/** Takes in what restored systems answer to repeated erasures. What comes twice or too late changes nothing. */
@ApplicationScoped
class ReplayAnswers implements CommandAnswers {
    private static final String REVOKED = "permit-revoked";
    private static final String HELD = "held";
    /** To say the same once more gets the same answer. */
    private static final Set<String> REFUSALS = Set.of(HELD, "identifiers-disagree", "identifiers-ambiguous");

    private final ReplaySteps steps;
    private final Replays replays;

    ReplayAnswers(ReplaySteps steps, Replays replays) {
        this.steps = steps;
        this.replays = replays;
    }

    private record Done(Instant at, List<Kept> kept) {}

    private record Kept(String reason, long rows) {}

    private record Verified(List<Line> holdings, List<Integer> present) {}

    private record Line(String category, LocalDate startedOn, int holdings) {}

    private record Failed(String reason) {

        String code() {
            var isCode = reason != null && reason.length() <= 100 && reason.matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
            return isCode ? reason : "unspecified";
        }
    }

    @Override
    public Asked asked(UUID commandId) {
        return steps.byCommand(commandId)
                .map(step -> new Asked(
                        step.system(), step.organisation(), Set.of(answer(step, commandId), ResultTypes.FAILED)))
                .orElse(null);
    }

    private static String answer(Step step, UUID commandId) {
        if (commandId.equals(step.verifyId())) {
            return ResultTypes.VERIFIED;
        }
        return ReplayCommands.ERASE.equals(step.eventType()) ? ResultTypes.ERASED : ResultTypes.PURGED;
    }

    @Override
    public void answered(IncomingEvent event, UUID commandId) {
        var jobId = steps.byCommand(commandId).orElseThrow().jobId();
        if (!steps.lock(jobId, true)) {
            return;
        }
        // It was read before the lock was there.
        var step = steps.byCommand(commandId).orElse(null);
        var isAwaited = step != null
                && (step.is(Step.VERIFYING)
                        ? commandId.equals(step.verifyId())
                        : step.is(Step.ERASING) && commandId.equals(step.commandId()));
        if (!isAwaited) {
            return;
        }
        if (ResultTypes.FAILED.equals(event.type())) {
            failed(step, event.data(Failed.class).code());
        } else if (ResultTypes.VERIFIED.equals(event.type())) {
            verified(step, event.data(Verified.class));
        } else {
            var done = event.data(Done.class);
            if (done.at() == null) {
                throw new PoisonEventException("incomplete-result");
            }
            var kept = done.kept() == null
                    ? 0
                    : done.kept().stream().mapToLong(Kept::rows).sum();
            var isHeld = done.kept() != null
                    && done.kept().stream().anyMatch(line -> HELD.equals(line.reason()) && line.rows() > 0);
            replays.repeated(step, done.at(), kept, isHeld);
        }
    }

    private void failed(Step step, String reason) {
        if (REVOKED.equals(reason) && step.is(Step.ERASING)) {
            replays.revoked(step);
        } else if (REFUSALS.contains(reason)) {
            replays.giveUp(step, reason);
        } else {
            replays.failed(step, reason);
        }
    }

    private void verified(Step step, Verified verified) {
        if (verified.holdings() == null) {
            throw new PoisonEventException("incomplete-result");
        }
        var left = ReplayCommands.ERASE.equals(step.eventType())
                ? leftOfPerson(step, verified)
                : Math.max(0, leftOfPurge(verified) - step.kept());
        if (left == 0) {
            replays.verified(step);
        } else {
            replays.giveUp(step, "still-there");
        }
    }

    /** What the logged command erased and is held nevertheless. Without a start date nobody can tell part from part. */
    private static long leftOfPerson(Step step, Verified verified) {
        var instructions = ReplayCommands.logged(step).path("instructions");
        return verified.holdings().stream()
                .filter(line -> {
                    for (var instruction : instructions) {
                        if (instruction.path("verdict").asText().equals("erase")
                                && instruction.path("category").asText().equals(line.category())
                                && isBefore(
                                        line.startedOn(),
                                        instruction.path("startedBefore").asText(null))) {
                            return true;
                        }
                    }
                    return false;
                })
                .mapToLong(Line::holdings)
                .sum();
    }

    private static boolean isBefore(LocalDate startedOn, String limit) {
        if (limit == null || limit.equals("null")) {
            return true;
        }
        return startedOn != null && startedOn.isBefore(LocalDate.parse(limit));
    }

    private static long leftOfPurge(Verified verified) {
        return verified.present() != null && !verified.present().isEmpty()
                ? verified.present().size()
                : verified.holdings().stream().mapToLong(Line::holdings).sum();
    }
}
