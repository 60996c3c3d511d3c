package nl.privacyloket.request.export;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Packages that can be downloaded. */
@ApplicationScoped
class ExportPackages implements PanacheRepositoryBase<ExportPackage, UUID> {

    private static final int AT_ONCE = 100;

    /**
     * Requests whose package goes before long and of which nobody was reminded.
     *
     * @param before how long before the end
     */
    List<UUID> expiring(Instant now, Duration before) {
        return find(
                        "select requestId from ExportPackage where remindedAt is null and expiresAt > ?1 and expiresAt <= ?2"
                                + " order by expiresAt",
                        now,
                        now.plus(before))
                .page(0, AT_ONCE)
                .project(UUID.class)
                .list();
    }

    /** Requests whose package has had its time. */
    List<UUID> expired(Instant now) {
        return find("select requestId from ExportPackage where expiresAt <= ?1 order by expiresAt", now)
                .page(0, AT_ONCE)
                .project(UUID.class)
                .list();
    }
}
