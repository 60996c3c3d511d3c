package nl.privacyloket.retention.casework;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The plans that were shown. */
@ApplicationScoped
class StoredPlans implements PanacheRepositoryBase<StoredPlan, UUID> {

    /** The plan that a decision has to name; empty while there is none. */
    Optional<StoredPlan> shown(RequestCase request) {
        return request.planId() == null ? Optional.empty() : findByIdOptional(request.planId());
    }
}
