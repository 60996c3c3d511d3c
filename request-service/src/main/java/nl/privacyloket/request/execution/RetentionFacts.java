package nl.privacyloket.request.execution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.file.Verdict;

/** The facts of {@code privacyloket.retention.v1}, each with the members that are read here. */
final class RetentionFacts {

    static final String PREFIX = "nl.privacyloket.retention.";

    private RetentionFacts() {}

    record PlannedVerdict(String system, String category, String verdict, LocalDate until, String basis, int holdings) {
        Verdict toVerdict() {
            return new Verdict(system, category, verdict, until, basis, holdings);
        }
    }

    record ErasurePlanned(UUID requestId, String planHash, Instant plannedAt, List<PlannedVerdict> verdicts) {}

    record PlanDrifted(UUID requestId, String refusedHash, String planHash, List<PlannedVerdict> verdicts) {}

    record ErasureStarted(UUID requestId, Instant startedAt) {}

    record TaskChanged(UUID requestId, String system, String command, String state, Instant at) {}

    record ErasureCompleted(
            UUID requestId,
            String planHash,
            Instant completedAt,
            List<PlannedVerdict> verdicts,
            LocalDate backupsUntil) {}

    record BackupsExpired(UUID requestId, String system, LocalDate erasedOn, LocalDate expiredOn) {}

    record ErasureFailed(UUID requestId, String system, String reason) {}

    record AccessCompleted(UUID requestId, Instant completedAt, List<AccessedSystem> systems) {}

    record AccessedSystem(String system, UUID commandId, List<AccessedCategory> categories) {
        int holdings() {
            return categories.stream().mapToInt(AccessedCategory::holdings).sum();
        }
    }

    record AccessedCategory(String category, int holdings) {}

    static List<Verdict> verdicts(List<PlannedVerdict> planned) {
        return planned.stream().map(PlannedVerdict::toVerdict).toList();
    }
}
