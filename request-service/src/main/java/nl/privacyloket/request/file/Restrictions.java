package nl.privacyloket.request.file;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Restrictions that requests led to. */
@ApplicationScoped
public class Restrictions implements PanacheRepositoryBase<Restriction, UUID> {

    /** The restriction that a request led to, if it did. */
    public Optional<Restriction> of(RequestFile file) {
        return findByIdOptional(file.id());
    }

    /** Data systems have restricted what the request asked for; again changes nothing. */
    public void begin(RequestFile file, Instant at) {
        if (of(file).isEmpty()) {
            persist(new Restriction(file.id(), at));
        }
    }
}
