package nl.privacyloket.request.export;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Parts that data systems brought. */
@ApplicationScoped
class ExportParts implements PanacheRepositoryBase<ExportPart, ExportPart.Key> {

    Optional<ExportPart> find(UUID request, UUID command) {
        return findByIdOptional(new ExportPart.Key(request, command));
    }

    List<ExportPart> of(UUID request) {
        return list("requestId", Sort.by("uploadedAt").and("commandId"), request);
    }

    /** The content is in the package now; that a part came stays known, so that it is not brought twice. */
    void forgetContent(UUID request) {
        update("content = null where requestId = ?1", request);
    }
}
