package nl.privacyloket.kit.audit;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import nl.privacyloket.kit.access.ActorNames;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import nl.privacyloket.messaging.audit.PseudonymRegister.Known;
import org.jboss.logging.Logger;

/** Pseudonyms of this service's register for the audit log, of staff and of persons concerned. */
@ApplicationScoped
public class Actors implements ActorNames {
    private static final Logger LOG = Logger.getLogger(Actors.class);
    /** Within these days it is not noted again that a pseudonym is needed. */
    private static final int DAYS_BETWEEN_NOTES = 6;

    private static final int MOST_TO_NOTE = 10_000;

    private final Set<Named> toNote = ConcurrentHashMap.newKeySet();
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

    /** Whose pseudonym was needed. */
    private record Named(Kind kind, String organisation, String name) {
        @Override
        public String toString() {
            return "Named[" + kind + "]";
        }
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
     * Mostly only read, in the caller's transaction. A new one is made in a transaction of its own: two business transactions of
     * one member of staff would otherwise wait for each other's locks.
     */
    private String pseudonym(Kind kind, String organisation, String name) {
        LocalDate today = today();
        try {
            Optional<Known> known;
            try (Connection connection = dataSource.getConnection()) {
                known = register.find(connection, kind, organisation, name);
            }
            if (known.isPresent()) {
                if (known.get().seenOn().isBefore(today.minusDays(DAYS_BETWEEN_NOTES))
                        && toNote.size() < MOST_TO_NOTE) {
                    toNote.add(new Named(kind, organisation, name));
                }
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

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /**
     * Notes that pseudonyms are needed still. Not when they are: a second connection for each caller, while the first is held,
     * would empty the pool when a new week begins for many at once.
     */
    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    public void noteSeen() {
        LocalDate today = today();
        for (Named one : Set.copyOf(toNote)) {
            try {
                transactions.inTransaction(
                        connection -> register.obtain(connection, one.kind(), one.organisation(), one.name(), today));
                toNote.remove(one);
            } catch (Exception e) {
                // It stays for the next time.
                LOG.warnf(
                        "that pseudonyms were needed is still to be noted fault=%s",
                        e.getClass().getSimpleName());
                return;
            }
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
