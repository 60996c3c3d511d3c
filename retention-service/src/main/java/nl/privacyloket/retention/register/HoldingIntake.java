package nl.privacyloket.retention.register;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.ndjson.NdjsonLines;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.retention.register.HoldingCheck.RegisteringSystem;
import nl.privacyloket.retention.register.HoldingRegister.Taken;
import nl.privacyloket.retention.system.DataSystems;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/** Takes in what data systems register, in batches with a transaction each: memory is that of two batches. */
@ApplicationScoped
public class HoldingIntake {
    private static final Logger LOG = Logger.getLogger(HoldingIntake.class);
    private static final int REJECTIONS_TOLD = 1_000;
    private static final int ATTEMPTS = 4;

    private final HoldingRegister register;
    private final DataSystems systems;
    private final SubjectHash hash;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final RegisterSettings settings;
    private final ManagedExecutor executor;
    private final Clock clock;

    HoldingIntake(
            HoldingRegister register,
            DataSystems systems,
            SubjectHash hash,
            AuditTrail audit,
            ObjectMapper json,
            MeterRegistry metrics,
            RegisterSettings settings,
            ManagedExecutor executor,
            Clock clock) {
        this.register = register;
        this.systems = systems;
        this.hash = hash;
        this.audit = audit;
        this.json = json;
        this.metrics = metrics;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
    }

    /** A line that was not taken in. */
    public record Rejection(long line, String reason, String field) {}

    /**
     * What became of a stream of lines.
     *
     * @param accepted lines that were taken in, those that said nothing new among them
     * @param unchanged accepted lines that said nothing new
     * @param rejected the first thousand that were not
     */
    public record Outcome(long accepted, long unchanged, List<Rejection> rejected, long rejectedTotal) {}

    /**
     * Reads to the end. When it breaks off on the way, what was taken in stays; sending all of it again does no harm.
     *
     * @param actor who sends it, for the audit log
     */
    public Outcome take(String organisation, InputStream in, String actor) throws IOException {
        var check = check(organisation);
        var lines = new NdjsonLines(in);
        var batch = new ArrayList<Registration>(settings.batch());
        var rejected = new ArrayList<Rejection>();
        var rejectedTotal = 0L;
        try (var store = new BatchStore(executor, full -> inTransaction(organisation, full, actor))) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                try {
                    batch.add(registration(check, line));
                } catch (RejectedLine e) {
                    rejectedTotal++;
                    if (rejected.size() < REJECTIONS_TOLD) {
                        rejected.add(new Rejection(line.number(), e.reason(), e.field()));
                    }
                }
                if (batch.size() == settings.batch()) {
                    store.take(batch);
                    batch = new ArrayList<>(settings.batch());
                }
            }
            store.take(batch);
            store.finish();
            count("rejected", rejectedTotal);
            return new Outcome(store.accepted(), store.unchanged(), rejected, rejectedTotal);
        }
    }

    private Registration registration(HoldingCheck check, NdjsonLines.Line line) {
        if (line.isTooLong()) {
            throw new RejectedLine(RejectedLine.LINE_TOO_LONG, null);
        }
        return check.check(HoldingLine.read(json, line.bytes()));
    }

    private HoldingCheck check(String organisation) {
        return new HoldingCheck(
                organisation, QuarkusTransaction.requiringNew().call(() -> registering(organisation)), hash);
    }

    /** The registered data systems of an organisation, with what they may register. */
    Map<String, RegisteringSystem> registering(String organisation) {
        var registering = new HashMap<String, RegisteringSystem>();
        for (var system : systems.able(organisation)) {
            registering.put(
                    system.id(), new RegisteringSystem(Set.copyOf(system.categories()), Set.copyOf(system.ageSwept())));
        }
        return registering;
    }

    /** Two batches that stand in each other's way both go in, one after the other. */
    private Taken inTransaction(String organisation, List<Registration> batch, String actor) {
        for (var attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> take(organisation, batch, actor));
            } catch (RegisterUnavailable e) {
                if (!e.isCollision() || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.infof("batch is taken in again organisation=%s attempt=%d", organisation, attempt);
            }
        }
    }

    /** Takes one batch in, within the caller's transaction. */
    Taken take(String organisation, List<Registration> batch, String actor) {
        var taken = register.take(organisation, batch);
        var now = clock.instant();
        for (var system : new TreeSet<>(taken.systems())) {
            audit.record(
                    new AuditEntry(now, organisation, actor, "holdings.registered", "system", system, "done", null));
        }
        count("changed", taken.changed());
        count("removed", taken.removed());
        count("unchanged", taken.unchanged());
        return taken;
    }

    /** From zero, so that the first of a kind is seen as one more. */
    void register(@Observes StartupEvent event) {
        List.of("changed", "removed", "unchanged", "rejected").forEach(outcome -> count(outcome, 0));
    }

    private void count(String outcome, long number) {
        metrics.counter("privacyloket_holdings_registered", "outcome", outcome).increment(number);
    }
}
