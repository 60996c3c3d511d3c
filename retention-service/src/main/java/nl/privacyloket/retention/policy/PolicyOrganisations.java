package nl.privacyloket.retention.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.messaging.deadletter.KnownOrganisations;

/** Organisations are those that a policy is here of. */
@ApplicationScoped
class PolicyOrganisations implements KnownOrganisations {
    private final KnownOrganisations stored = KnownOrganisations.of("policy");

    @Override
    public boolean knows(Connection connection, String organisation) throws SQLException {
        return stored.knows(connection, organisation);
    }
}
