package nl.privacyloket.retention.sweep;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** What this service itself keeps about requests. */
public interface CaseFiles {

    /** Those of these requests whose case has not ended here: their files stay for now. */
    Set<UUID> open(Collection<UUID> requestIds);

    /** Drops everything about the case of a request, inside the running transaction. Signed certificates stay. */
    void erase(UUID requestId);
}
