package nl.privacyloket.connector.operations;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.kit.access.ActorNames;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;

/** Pseudonyms of those who act on data systems. Each system has a register of its own, beside its audit log. */
@ApplicationScoped
public class SystemActors implements ActorNames {
    private final Connector connector;
    private final Clock clock;

    SystemActors(Connector connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** Who acts on a data system, with the running transaction. */
    String of(Connection connection, ConnectedSystem system, String subject) throws SQLException {
        return system.pseudonyms()
                .obtain(
                        connection,
                        Kind.ACTOR,
                        system.mapping().organisation(),
                        subject,
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** That at the organisation's first system, see {@link Connector#firstOf}. */
    @Override
    public String of(String organisation, String subject) {
        ConnectedSystem system = connector
                .firstOf(organisation)
                .orElseThrow(() -> new IllegalStateException("no data system of " + organisation));
        try {
            return system.transactions().inTransaction(connection -> of(connection, system, subject));
        } catch (Exception e) {
            throw new IllegalStateException("pseudonyms could not be read", e);
        }
    }
}
