package nl.privacyloket.connector.operations;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.refusal.Refusal;
import nl.privacyloket.kit.refusal.RefusalLog;
import nl.privacyloket.kit.refusal.RefusalLogs;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import org.jboss.logging.Logger;

/**
 * Notes refused calls, each in the log of one data system (ADR 0021): of a caller who works for an organisation that is served
 * here, in that of the system that the call names when it is that organisation's, else of the organisation's first; of all others
 * in that of the first of all.
 */
@ApplicationScoped
public class SystemRefusals implements RefusalLogs {
    private static final Logger LOG = Logger.getLogger(SystemRefusals.class);
    /** Before the systems are closed. */
    private static final int EARLY = 1_000;

    private final Map<String, RefusalLog> logs = new ConcurrentHashMap<>();
    private final Connector connector;
    private final SystemActors actors;
    private final StaffAccess staff;
    private final Clock clock;

    SystemRefusals(Connector connector, SystemActors actors, StaffAccess staff, Clock clock) {
        this.connector = connector;
        this.actors = actors;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void note(Refusal refusal) {
        connector.first().ifPresent(system -> log(system).note(refusal));
    }

    @Override
    public String ownOrganisation(String asked, String system) {
        TreeSet<String> served = new TreeSet<>(staff.organisations());
        served.removeIf(organisation -> connector.of(organisation).isEmpty());
        if (asked != null && served.contains(asked)) {
            return asked;
        }
        for (String organisation : served) {
            if (named(organisation, system).isPresent()) {
                return organisation;
            }
        }
        return served.isEmpty() ? "-" : served.first();
    }

    @Override
    public void noteOfCaller(Refusal refusal, String named) {
        String organisation = refusal.organisation();
        Optional<ConnectedSystem> found = named(organisation, named).or(() -> connector.firstOf(organisation));
        if (found.isEmpty()) {
            // No register here holds the caller, so nobody could ever be told who it was.
            note(refusal.ofNobody());
            return;
        }
        ConnectedSystem system = found.get();
        String subject = staff.subject();
        log(system).note(refusal, organisation + " " + subject, () -> system.transactions()
                .inTransaction(connection -> actors.of(connection, system, subject)));
    }

    private Optional<ConnectedSystem> named(String organisation, String id) {
        return connector.of(organisation).stream()
                .filter(system -> system.mapping().system().equals(id))
                .findFirst();
    }

    private RefusalLog log(ConnectedSystem system) {
        return logs.computeIfAbsent(
                system.mapping().system(), id -> new RefusalLog(new SystemTransactions(system), clock));
    }

    /** Those that the system has at the moment: they change when it is taken up. */
    private record SystemTransactions(ConnectedSystem system) implements Transactions {
        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            return system.transactions().inTransaction(work);
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settle() {
        settle(clock.instant());
    }

    /** Brings together what was counted, and makes entries of the minutes that are over, for each system by itself. */
    void settle(Instant now) {
        for (ConnectedSystem system : connector.systems()) {
            try {
                log(system).settle(now);
            } catch (Exception e) {
                LOG.debugf(
                        "refused calls are still to be noted system=%s fault=%s",
                        system.mapping().system(), e.getClass().getSimpleName());
            }
        }
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        settle();
    }
}
