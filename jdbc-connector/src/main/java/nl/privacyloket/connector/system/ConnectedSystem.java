package nl.privacyloket.connector.system;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nl.privacyloket.connector.command.CommandHandler;
import nl.privacyloket.connector.command.CommandMeter;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.permit.PermitClient;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.connector.upload.UploadClient;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.audit.ExpiredPseudonyms;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.Inbox;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * One data system that the connector serves: its database, its keys, and what runs for it. A system whose database is away
 * when the connector starts is waited for, while the others work.
 */
public final class ConnectedSystem implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ConnectedSystem.class);
    private static final long RETRY_MILLIS = 2_000;
    private static final Duration INBOX_KEPT = Duration.ofDays(60);
    private static final Duration PERSONS_KEPT = Duration.ofDays(90);

    private final SystemMapping mapping;
    private final KeyFolder keys;
    private final AgroalDataSource dataSource;
    private final Map<String, String> environment;
    private final Map<String, Object> kafka;
    private final CommandMeter meter;
    private final LogKeeping log;
    private final CheckpointSettings signing;
    private final Clock clock;
    private final DeadLetters deadLetters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread waiter;
    private volatile SystemState state = new SystemState(Kind.WAITING, "database");
    private volatile SystemWork work;

    /**
     * @param environment where the database's password is
     * @param kafka client configuration, at least {@code bootstrap.servers}
     * @param log how its audit log is kept
     * @throws MappingRefusedException when the password is not where the mapping says
     */
    public ConnectedSystem(
            SystemMapping mapping,
            KeyFolder keys,
            Map<String, String> environment,
            Map<String, Object> kafka,
            CommandMeter meter,
            LogKeeping log,
            Clock clock) {
        this.mapping = mapping;
        this.keys = keys;
        this.environment = Map.copyOf(environment);
        this.kafka = Map.copyOf(kafka);
        this.meter = meter;
        this.log = log;
        this.signing = log.signing().apply(keys);
        this.clock = clock;
        this.deadLetters = new DeadLetters(
                mapping.system(),
                keys.fieldCipher(),
                (connection, organisation) -> organisation.equals(mapping.organisation()));
        this.dataSource = SystemDatabase.pool(mapping, environment);
        this.waiter = new Thread(this::waitForDatabase, "system-" + mapping.system());
        this.waiter.setDaemon(true);
    }

    /**
     * Looks at the database now: brings the connector's tables up to date and holds the mapping against the data.
     *
     * @return the mapping when it fits, {@code null} when the database cannot be reached
     * @throws MappingRefusedException when the mapping does not fit
     */
    public FittedMapping look() {
        try {
            SystemDatabase.migrate(dataSource, mapping, environment);
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    return MappingCheck.fit(mapping, connection);
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException | FlywayException e) {
            waitingFor(e);
            return null;
        }
    }

    /**
     * Tells the system's log of this start: of what version with which settings, and which mapping holds from here on, as what is
     * done with the data is what it says.
     *
     * @return false when the database cannot be reached
     */
    private boolean noteStart() {
        Instant now = clock.instant();
        List<AuditEntry> entries = new ArrayList<>(log.starts().entries(mapping, keys, now));
        entries.add(new AuditEntry(
                now,
                mapping.organisation(),
                "system:" + mapping.system(),
                "mapping.loaded",
                "mapping",
                mapping.digest(),
                "done",
                null));
        try {
            return new JdbcTransactions(dataSource, () -> {}).inTransaction(connection -> {
                new AuditLedger().append(connection, entries);
                return true;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            waitingFor(e);
            return false;
        }
    }

    private void waitingFor(Exception e) {
        String detail = "database: " + e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                detail = "database: SQLSTATE " + sql.getSQLState();
            }
        }
        if (!detail.equals(state.detail())) {
            // About the database and the connector's own tables; nothing of the data has been looked at yet.
            LOG.warnf("data system waited for system=%s cause=%s %s", mapping.system(), detail, e.getMessage());
        }
        state = new SystemState(Kind.WAITING, detail);
    }

    /**
     * Starts what runs for the system, once its log is told of it; does not wait for its database.
     *
     * @param fitted its mapping when it was looked at; {@code null} to wait for the database first
     */
    public void start(FittedMapping fitted) {
        if (fitted != null && noteStart()) {
            run(fitted);
        } else {
            waiter.start();
        }
    }

    private void waitForDatabase() {
        try {
            while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                FittedMapping fitted = look();
                if (fitted != null && noteStart()) {
                    run(fitted);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MappingRefusedException e) {
            LOG.errorf("data system refused system=%s %s", mapping.system(), e.getMessage());
            state = new SystemState(Kind.REFUSED, "mapping");
        }
    }

    private synchronized void run(FittedMapping fitted) {
        if (closed.getCount() > 0) {
            work = new SystemWork(
                    fitted,
                    keys,
                    dataSource,
                    deadLetters,
                    kafka,
                    meter,
                    new UploadClient(),
                    new PermitClient(),
                    signing,
                    clock);
            work.start();
            state = new SystemState(Kind.RUNNING, null);
            LOG.infof("data system served system=%s organisation=%s", mapping.system(), mapping.organisation());
        }
    }

    public SystemMapping mapping() {
        return mapping;
    }

    /** How it stands, what its messages wait for included. */
    public SystemState state() {
        SystemWork running = work;
        return running == null ? state : running.state();
    }

    /** Whether it takes commands; its database may have gone since it began to. */
    public boolean isRunning() {
        return state().kind() == Kind.RUNNING;
    }

    /** The topic of its commands. */
    public String topic() {
        return CommandConsumer.topic(mapping.system());
    }

    /** The consumer group that reads them. */
    public String group() {
        return CommandConsumer.group(mapping.system());
    }

    /** How long the command in hand has been tried in vain; zero when none is. */
    public Duration waitingTime() {
        SystemWork running = work;
        return running == null ? Duration.ZERO : running.waitingTime();
    }

    /** Whether this process publishes the system's answers. */
    public boolean isRelayActive() {
        SystemWork running = work;
        return running != null && running.relay().active();
    }

    /** Whether its audit log stands still because it does not fit what the topic holds. */
    public boolean isAuditHalted() {
        SystemWork running = work;
        return running != null && running.relay().isAuditHalted();
    }

    public KeyFolder keys() {
        return keys;
    }

    /** Who stands behind the pseudonyms of those who act on it, beside its audit log. */
    public PseudonymRegister pseudonyms() {
        return new PseudonymRegister(keys.fieldCipher(), keys.blindIndex());
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** The handlers of its commands; empty while it does not run. */
    public List<CommandHandler> handlers() {
        SystemWork running = work;
        return running == null ? List.of() : List.of(running.handler());
    }

    /** The mapping as it fits the database; empty while it does not run. */
    public Optional<FittedMapping> fitted() {
        SystemWork running = work;
        return running == null ? Optional.empty() : Optional.of(running.fitted());
    }

    /** Transactions in its database; commits wake the relay. */
    public Transactions transactions() {
        SystemWork running = work;
        return running == null ? new JdbcTransactions(dataSource, () -> {}) : running.transactions();
    }

    /** Forgets what is past: handled events, erased persons of whom nothing is kept, operators who have not acted for long. */
    public void forget() throws Exception {
        if (isRunning()) {
            Instant now = clock.instant();
            new ExpiredPseudonyms(mapping.system(), pseudonyms(), keys.pseudonyms(), transactions())
                    .destroy(now, log.pseudonymsKept());
            transactions().inTransaction(connection -> {
                deadLetters.settle(connection, now);
                Inbox.forgetBefore(connection, now.minus(INBOX_KEPT));
                return ErasedPersons.forgetBefore(connection, now.minus(PERSONS_KEPT));
            });
        }
    }

    @Override
    public void close() {
        closed.countDown();
        SystemWork running;
        synchronized (this) {
            running = work;
        }
        if (running != null) {
            running.close();
        }
        dataSource.close();
    }
}
