package nl.privacyloket.retention.casework;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The cases. Whoever changes one or its tasks locks it first, so that answers about one request come one by one. */
@ApplicationScoped
class RequestCases implements PanacheRepositoryBase<RequestCase, UUID> {
    private static final String WITHOUT_WAITING = "-2";

    /** Locked until the transaction ends. */
    Optional<RequestCase> lock(UUID requestId) {
        return find("requestId", requestId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Locked until the transaction ends; empty too when somebody else has it locked. */
    Optional<RequestCase> lockIfFree(UUID requestId) {
        return find("requestId", requestId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", WITHOUT_WAITING)
                .firstResultOptional();
    }

    /** One that belongs to one of these organisations. */
    Optional<RequestCase> find(UUID requestId, Collection<String> organisations) {
        return organisations.isEmpty()
                ? Optional.empty()
                : find("requestId = ?1 and organisation in ?2", requestId, organisations)
                        .firstResultOptional();
    }
}
