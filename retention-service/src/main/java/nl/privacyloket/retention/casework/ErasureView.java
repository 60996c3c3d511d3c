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

        @Schema(enumeration = {"open", "planning", "planned", "executing", "collecting", "completed", "closed"})
        String state,

        @Schema(description = "The plan that was shown last", nullable = true)
        String planHash,

        @Schema(description = "Why it does not get on without help; null when it does", nullable = true)
        Failure failure,

        Progress progress,
        List<Task> tasks) {

    /** Which system, and why as a code. */
    @Schema(name = "ErasureFailure")
    record Failure(String system, String reason) {}

    /** Of the commands of the latest round. */
    @Schema(name = "ErasureProgress")
    record Progress(int done, int total) {}

    @Schema(name = "ErasureTask")
    record Task(
            UUID commandId,
            String system,

            @Schema(enumeration = {"access", "erase", "verify"})
            String command,

            @Schema(
                    enumeration = {"plan", "read-back"},
                    nullable = true)
            String purpose,

            @Schema(description = "From 0; people began the last one")
            int round,

            @Schema(enumeration = {"sent", "done", "failed"})
            String state,

            @Schema(description = "How often it was sent") int attempts,
            Instant sentAt,

            @Schema(description = "When it is sent again without an answer", nullable = true)
            Instant nextAttemptAt,

            @Schema(nullable = true) Instant answeredAt,

            @Schema(description = "Why the last failed attempt failed, as a code", nullable = true)
            String lastFailure,

            @Schema(
                    description = "What the read-back of an erasure showed, per system: pending, as-planned or a code",
                    nullable = true)
            String verification) {

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
                    verification(task));
        }

        private static String verification(SystemTask task) {
            if (!"read-back".equals(task.command().purpose())) {
                return null;
            }
            return switch (task.state()) {
                case SENT -> "pending";
                case DONE -> "as-planned";
                case FAILED -> task.lastFailure();
            };
        }
    }

    static ErasureView of(RequestCase request, String planHash, List<SystemTask> tasks) {
        var current =
                tasks.stream().filter(task -> task.round() == request.round()).toList();
        var done = (int) current.stream().filter(SystemTask::isDone).count();
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
