package nl.privacyloket.retention.system;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The registered data systems. */
@ApplicationScoped
public class DataSystems implements PanacheRepositoryBase<DataSystem, String> {

    /** A system of that organisation; empty when the id is unknown or another organisation's. */
    public Optional<DataSystem> find(String organisation, String id) {
        return find("organisation = ?1 and id = ?2", organisation, id).firstResultOptional();
    }

    /** All systems of an organisation that can do everything that is asked, by id. */
    public List<DataSystem> able(String organisation, String... capabilities) {
        return list("organisation", Sort.by("id"), organisation).stream()
                .filter(system -> system.can(capabilities))
                .toList();
    }

    /**
     * All systems of an organisation that say they hold something of these categories, by id.
     *
     * @param categories empty for all systems
     */
    public List<DataSystem> concerned(String organisation, Collection<String> categories) {
        return list("organisation", Sort.by("id"), organisation).stream()
                .filter(system -> categories.isEmpty() || !Collections.disjoint(system.categories(), categories))
                .toList();
    }

    List<DataSystem> page(String organisation, int page, int size) {
        return find("organisation", Sort.by("id"), organisation)
                .page(Page.of(page, size))
                .list();
    }

    long count(String organisation) {
        return count("organisation", organisation);
    }
}
