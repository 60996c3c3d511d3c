package nl.privacyloket.request.policy;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Published policies. */
@ApplicationScoped
class StoredPolicies implements PanacheRepositoryBase<StoredPolicy, StoredPolicy.Key> {

    private final DataSource dataSource;

    StoredPolicies(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Optional<StoredPolicy> version(String organisation, int version) {
        return findByIdOptional(new StoredPolicy.Key(organisation, version));
    }

    Optional<StoredPolicy> latest(String organisation) {
        return versions(organisation).firstResultOptional();
    }

    /**
     * Published versions, newest first; none for what is no organisation's id. Asked for with every request, of the database each
     * time because another instance may have published one, and so without what a query of entities costs beside it.
     */
    List<Integer> versionNumbers(String organisation) {
        List<Integer> versions = new ArrayList<>();
        if (!PolicyCheck.isId(organisation)) {
            return versions;
        }
        // What this transaction publishes counts.
        getEntityManager().flush();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select version from policy where organisation = ? order by version desc")) {
            select.setString(1, organisation);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getInt(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("versions of policies were not read, SQLSTATE " + e.getSQLState(), e);
        }
        return versions;
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
