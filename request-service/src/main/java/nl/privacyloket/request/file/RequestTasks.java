package nl.privacyloket.request.file;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tasks of data systems, by request. */
@ApplicationScoped
public class RequestTasks implements PanacheRepositoryBase<RequestTask, RequestTask.Key> {

    /** Tasks of a request by system and command. */
    public List<RequestTask> of(UUID request) {
        return list("requestId", Sort.by("system").and("command"), request);
    }

    /** Notes the latest state of a task. */
    public void change(UUID request, String system, String command, String state, Instant at) {
        RequestTask task = findByIdOptional(new RequestTask.Key(request, system, command))
                .orElseGet(() -> {
                    RequestTask added = new RequestTask(request, system, command);
                    added.change(state, at);
                    persist(added);
                    return added;
                });
        task.change(state, at);
    }
}
