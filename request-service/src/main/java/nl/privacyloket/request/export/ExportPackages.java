package nl.privacyloket.request.export;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Packages that can be downloaded. */
@ApplicationScoped
class ExportPackages implements PanacheRepositoryBase<ExportPackage, UUID> {

    private static final int AT_ONCE = 100;

    /** Requests whose package has had its time. */
    List<UUID> expired(Instant now) {
        return find("select requestId from ExportPackage where expiresAt <= ?1 order by expiresAt", now)
                .page(0, AT_ONCE)
                .project(UUID.class)
                .list();
    }
}
