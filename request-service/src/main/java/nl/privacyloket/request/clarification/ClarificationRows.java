package nl.privacyloket.request.clarification;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Questions and answers, by request. */
@ApplicationScoped
class ClarificationRows implements PanacheRepositoryBase<Clarification, UUID> {

    /** In the order of asking. */
    List<Clarification> of(UUID request) {
        return list("requestId", Sort.by("askedAt").and("id"), request);
    }
}
