package nl.privacyloket.retention.casework;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.retention.execution.Command;

/** The commands to data systems. */
@ApplicationScoped
class SystemTasks implements PanacheRepositoryBase<SystemTask, UUID> {

    /** Of the case's current round, by system; without those that others have taken the place of. */
    List<SystemTask> current(RequestCase request, Command... commands) {
        return list(
                "requestId = ?1 and round = ?2 and command in ?3 and superseded = false",
                Sort.by("system").and("createdAt"),
                request.requestId(),
                request.round(),
                Arrays.asList(commands));
    }

    Optional<SystemTask> current(RequestCase request, String system, Command command) {
        return current(request, command).stream()
                .filter(task -> task.system().equals(system))
                .findFirst();
    }

    /** Of the latest round in which the data systems were asked for a plan; what they hold decides. */
    List<SystemTask> planning(RequestCase request) {
        return list(
                "requestId = ?1 and command = ?2 and round = "
                        + "(select max(latest.round) from SystemTask latest"
                        + " where latest.requestId = ?1 and latest.command = ?2)",
                Sort.by("system"),
                request.requestId(),
                Command.VERIFY_PLAN);
    }

    List<SystemTask> all(UUID requestId) {
        return list("requestId", Sort.by("createdAt").and("system").and("command"), requestId);
    }

    /** Those whose time has come, the longest waiting first. */
    List<SystemTask> due(Instant now, int most) {
        return find("nextAttemptAt <= ?1", Sort.by("nextAttemptAt"), now)
                .page(Page.ofSize(most))
                .list();
    }
}
