package nl.privacyloket.retention.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far the data systems are with a request. */
@Schema(name = "Erasure")
record ErasureView(
        UUID requestId,
        String right,

        @Schema(
                enumeration = {
                    "open",
                    "planning",
                    "planned",
                    "executing",
                    "collecting",
                    "lifting",
                    "held",
                    "completed",
                    "closed"
                })
        String state,

        @Schema(description = "The plan that was shown last", nullable = true)
        String planHash,

        @Schema(description = "Why it does not get on without help; null when it does", nullable = true)
        Failure failure,

        Progress progress,
        List<Task> tasks) {

    /** Which system, and why as a code. */
    @Schema(name = "ErasureFailure")
    record Failure(
            @Schema(description = "Null when it is no single one", nullable = true)
            String system,

            String reason) {}

    @Schema(name = "ErasureEffect")
    record Effect(
            @Schema(description = "The corrected field, or the category that was restricted or freed")
            String item,

            @Schema(enumeration = {"changed", "unchanged", "unknown-field", "done", "unsupported"})
            String outcome,

            @Schema(description = "How many records") int rows) {}

    /** Of the commands of the latest round. */
    @Schema(name = "ErasureProgress")
    record Progress(int done, int total) {}

    @Schema(name = "ErasureTask")
    record Task(
            UUID commandId,
            String system,

            @Schema(enumeration = {"access", "erase", "verify", "rectify", "restrict"})
            String command,

            @Schema(
                    enumeration = {"plan", "read-back"},
                    nullable = true)
            String purpose,

            @Schema(description = "From 0; people began the last one")
            int round,

            @Schema(enumeration = {"sent", "done", "failed", "by-hand", "told"})
            String state,

            @Schema(description = "How often it was sent") int attempts,
            @Schema(nullable = true) Instant sentAt,

            @Schema(description = "When it is sent again without an answer", nullable = true)
            Instant nextAttemptAt,

            @Schema(nullable = true) Instant answeredAt,

            @Schema(description = "Why the last failed attempt failed, as a code", nullable = true)
            String lastFailure,

            @Schema(
                    description = "What the read-back of an erasure showed, per system: pending, as-planned or a code",
                    nullable = true)
            String verification,

            @Schema(description = "What a correction, a restriction or its lifting came to; otherwise empty")
            List<Effect> effects) {

        static Task of(SystemTask task) {
            return new Task(
                    task.commandId(),
                    task.system(),
                    task.command().kind(),
                    task.command().purpose(),
                    task.round(),
                    task.state().wireName(),
                    task.attempts(),
                    task.sentAt(),
                    task.nextAttemptAt(),
                    task.answeredAt(),
                    task.lastFailure(),
                    verification(task),
                    task.effects().stream()
                            .map(effect -> new Effect(effect.item(), effect.outcome(), effect.affected()))
                            .toList());
        }

        private static String verification(SystemTask task) {
            if (!"read-back".equals(task.command().purpose())) {
                return null;
            }
            return switch (task.state()) {
                case SENT -> "pending";
                case DONE -> "as-planned";
                case FAILED -> task.lastFailure();
                case BY_HAND, TOLD -> null;
            };
        }
    }

    static ErasureView of(RequestCase request, String planHash, List<SystemTask> tasks) {
        var current =
                tasks.stream().filter(task -> task.round() == request.round()).toList();
        var done = (int) current.stream().filter(SystemTask::isSettled).count();
        return new ErasureView(
                request.requestId(),
                request.right(),
                request.state().wireName(),
                planHash,
                request.failure() == null ? null : new Failure(request.failedSystem(), request.failure()),
                new Progress(done, current.size()),
                tasks.stream().map(Task::of).toList());
    }
}
