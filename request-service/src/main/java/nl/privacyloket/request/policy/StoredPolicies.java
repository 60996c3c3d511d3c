package nl.privacyloket.request.policy;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Published policies. */
@ApplicationScoped
class StoredPolicies implements PanacheRepositoryBase<StoredPolicy, StoredPolicy.Key> {

    Optional<StoredPolicy> version(String organisation, int version) {
        return findByIdOptional(new StoredPolicy.Key(organisation, version));
    }

    Optional<StoredPolicy> latest(String organisation) {
        return versions(organisation).firstResultOptional();
    }

    /** Published versions, newest first; none for what is no organisation's id. */
    List<Integer> versionNumbers(String organisation) {
        return PolicyCheck.isId(organisation)
                ? find("select version from StoredPolicy where organisation = ?1 order by version desc", organisation)
                        .project(Integer.class)
                        .list()
                : List.of();
    }

    /** Newest first. */
    PanacheQuery<StoredPolicy> versions(String organisation) {
        return find("organisation", Sort.descending("version"), organisation);
    }

    List<String> organisations() {
        return find("select distinct organisation from StoredPolicy order by organisation")
                .project(String.class)
                .list();
    }
}
