package nl.privacyloket.connector.operations;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.kit.access.ActorNames;
import nl.privacyloket.messaging.audit.PseudonymRegister;
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
        return register(system)
                .obtain(
                        connection,
                        Kind.ACTOR,
                        system.mapping().organisation(),
                        subject,
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** That of the organisation's first system. */
    @Override
    public String of(String organisation, String subject) {
        ConnectedSystem system = connector.systems().stream()
                .filter(one -> one.mapping().organisation().equals(organisation))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no data system of " + organisation));
        try {
            return system.transactions().inTransaction(connection -> of(connection, system, subject));
        } catch (Exception e) {
            throw new IllegalStateException("pseudonyms could not be read", e);
        }
    }

    /** The register of a data system. */
    static PseudonymRegister register(ConnectedSystem system) {
        return new PseudonymRegister(system.keys().fieldCipher(), system.keys().blindIndex());
    }
}
