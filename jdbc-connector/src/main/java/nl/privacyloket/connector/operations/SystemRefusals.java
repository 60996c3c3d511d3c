package nl.privacyloket.connector.operations;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
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
 * here, in that of the system that the call names when it is that organisation's and runs, else of the organisation's first; of
 * all others in that of the first of all. No system waits for another whose database is away.
 */
@ApplicationScoped
public class SystemRefusals implements RefusalLogs {
    private static final Logger LOG = Logger.getLogger(SystemRefusals.class);
    /** Before the systems are closed. */
    private static final int EARLY = 1_000;

    /** Longer than a connection is waited for. */
    private static final Duration AT_MOST = Duration.ofSeconds(7);

    private final Map<String, SystemLog> logs = new ConcurrentHashMap<>();
    private final ExecutorService settling = Executors.newCachedThreadPool(SystemRefusals::thread);
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

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "refused-calls");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void note(Refusal refusal) {
        connector.first().ifPresent(system -> log(system).refusals().note(refusal));
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
        Optional<ConnectedSystem> found =
                named(organisation, named).filter(ConnectedSystem::isRunning).or(() -> connector.firstOf(organisation));
        if (found.isEmpty()) {
            // No register here holds the caller, so nobody could ever be told who it was.
            note(refusal.ofNobody());
            return;
        }
        ConnectedSystem system = found.get();
        if (!system.isRunning()) {
            // None of the organisation runs, so there is no register to look the caller up in.
            log(system).refusals().note(refusal);
            return;
        }
        String subject = staff.subject();
        log(system).refusals().note(refusal, organisation + " " + subject, () -> system.transactions()
                .inTransaction(connection -> actors.of(connection, system, subject)));
    }

    private Optional<ConnectedSystem> named(String organisation, String id) {
        return connector.of(organisation).stream()
                .filter(system -> system.mapping().system().equals(id))
                .findFirst();
    }

    private SystemLog log(ConnectedSystem system) {
        return logs.computeIfAbsent(
                system.mapping().system(),
                id -> new SystemLog(new RefusalLog(new SystemTransactions(system), clock), new ReentrantLock()));
    }

    /** @param settled held while it is: what is on its way to the table must be there before a minute is closed */
    private record SystemLog(RefusalLog refusals, ReentrantLock settled) {}

    /** Those that the system has at the moment: they change when it is taken up. */
    private record SystemTransactions(ConnectedSystem system) implements Transactions {
        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            return system.transactions().inTransaction(work);
        }
    }

    /** Waits for none of them: one that is still at it from before is left to that. */
    @Scheduled(every = "5s")
    void settle() {
        Instant now = clock.instant();
        for (ConnectedSystem system : running()) {
            settling.execute(() -> {
                ReentrantLock settled = log(system).settled();
                if (settled.tryLock()) {
                    try {
                        settle(system, now);
                    } finally {
                        settled.unlock();
                    }
                }
            });
        }
    }

    /**
     * Brings together what was counted, and makes entries of the minutes that are over, for each system by itself. Returns when
     * that is done, or after some seconds for those that do not answer.
     */
    void settle(Instant now) {
        CompletableFuture<?>[] all = running().stream()
                .map(system -> CompletableFuture.runAsync(
                        () -> {
                            ReentrantLock settled = log(system).settled();
                            settled.lock();
                            try {
                                settle(system, now);
                            } finally {
                                settled.unlock();
                            }
                        },
                        settling))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(
                    "refused calls are still to be noted fault=%s", e.getClass().getSimpleName());
        }
    }

    /** What waits for a system that does not run goes on waiting in memory. */
    private List<ConnectedSystem> running() {
        return connector.systems().stream().filter(ConnectedSystem::isRunning).toList();
    }

    private void settle(ConnectedSystem system, Instant now) {
        try {
            log(system).refusals().settle(now);
            connector.logWritten(system, true);
        } catch (Exception e) {
            connector.logWritten(system, false);
            LOG.debugf(
                    "refused calls are still to be noted system=%s fault=%s",
                    system.mapping().system(), e.getClass().getSimpleName());
        }
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        settle(clock.instant());
        settling.shutdown();
    }
}
