package nl.privacyloket.kit.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import nl.privacyloket.kit.access.ActorNames;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import nl.privacyloket.messaging.audit.PseudonymRegister.Known;

/** Pseudonyms of this service's register for the audit log, of staff and of persons concerned. */
@ApplicationScoped
public class Actors implements ActorNames {
    private final PseudonymRegister register;
    private final DataSource dataSource;
    private final JtaTransactions transactions;
    private final Clock clock;

    Actors(PseudonymRegister register, DataSource dataSource, JtaTransactions transactions, Clock clock) {
        this.register = register;
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String of(String organisation, String subject) {
        return pseudonym(Kind.ACTOR, organisation, subject);
    }

    /**
     * The pseudonym of a person concerned, as an object of an entry.
     *
     * @param person keyed hash of an identifier, in hexadecimal
     */
    public String ofPerson(String organisation, String person) {
        return pseudonym(Kind.PERSON, organisation, person);
    }

    /**
     * Mostly only read, in the caller's transaction. What is written is written in one of its own: two business transactions of
     * one member of staff would otherwise wait for each other's locks.
     */
    private String pseudonym(Kind kind, String organisation, String name) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            Optional<Known> known;
            try (Connection connection = dataSource.getConnection()) {
                known = register.find(connection, kind, organisation, name);
            }
            if (known.isPresent() && !known.get().seenOn().isBefore(today)) {
                return known.get().pseudonym();
            }
            return transactions.inTransaction(
                    connection -> register.obtain(connection, kind, organisation, name, today));
        } catch (RuntimeException e) {
            throw e;
        } catch (SQLException e) {
            throw new IllegalStateException("pseudonyms could not be read, SQLSTATE " + e.getSQLState(), e);
        } catch (Exception e) {
            throw new IllegalStateException("pseudonyms could not be read", e);
        }
    }

    /** Destroys, with the running transaction, the key of a person whose data were erased. */
    public void forgetPerson(String organisation, String person) {
        try (Connection connection = dataSource.getConnection()) {
            register.forget(connection, organisation, person);
        } catch (SQLException e) {
            throw new IllegalStateException("pseudonyms could not be destroyed, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
