package nl.privacyloket.kit.refusal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * Notes refused calls in one audit log. Each of somebody who is known is an entry, up to a number a minute. What
 * is beyond it, and all calls of nobody in particular, are counted, and become one entry a minute for each kind of them.
 */
public final class RefusalLog {
    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final int EACH_BY_ITSELF = 20;
    /** A minute is closed so long after its end: by then every instance has brought what it had counted. */
    private static final int SECONDS_OF_GRACE = 20;

    private final Transactions transactions;
    private final Clock clock;
    private final RefusalCounts counts = new RefusalCounts();
    private final Map<String, Caller> callers = new HashMap<>();
    private final AuditLedger audit = new AuditLedger();
    private Instant minute = Instant.EPOCH;
    private volatile Instant awayUntil = Instant.EPOCH;

    /** @param transactions in the database of that log */
    public RefusalLog(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Reads under which pseudonym somebody stands in that log. */
    public interface Pseudonym {
        String read() throws Exception;
    }

    /** Counts a refused call of nobody in particular. */
    public void note(Refusal refusal) {
        counts.count(refusal, now());
    }

    /**
     * Notes a refused call of somebody who is known, in a transaction of its own or by counting it. Never fails: when nobody can
     * be told who it was, it is counted as anonymous. After a failure nothing is tried for a minute, or until the log is settled.
     *
     * @param refusal with any actor
     * @param caller organisation and name in the token; stays in memory, for a minute
     * @param pseudonym reads who it is, and may fail
     */
    public void note(Refusal refusal, String caller, Pseudonym pseudonym) {
        Instant now = now();
        Caller known = call(caller, now);
        Refusal named = refusal.by(known.actor() == null ? Refusal.ANONYMOUS : known.actor());
        // A call that waits for a database which is away keeps a worker busy, and anybody can make many of these.
        if (known.calls() <= EACH_BY_ITSELF && !now.isBefore(awayUntil)) {
            try {
                named = refusal.by(pseudonym.read());
                remember(caller, named.actor());
                append(List.of(named.entry(now)));
                return;
            } catch (Exception e) {
                // Not lost: it is counted until the database takes it.
                failed();
                LOG.warnf(
                        "refused calls are counted for now fault=%s",
                        e.getClass().getSimpleName());
            }
        }
        counts.count(named, now);
    }

    /** For so long nobody waits for it in vain, unless it is seen before that it works again. */
    private void failed() {
        awayUntil = now().plus(1, ChronoUnit.MINUTES);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** @param actor null while it was not read */
    private record Caller(int calls, String actor) {}

    private synchronized Caller call(String caller, Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            callers.clear();
        }
        return callers.merge(
                caller, new Caller(1, null), (before, one) -> new Caller(before.calls() + 1, before.actor()));
    }

    private synchronized void remember(String caller, String actor) {
        callers.computeIfPresent(caller, (key, known) -> new Caller(known.calls(), actor));
    }

    private void append(List<AuditEntry> entries) throws Exception {
        inTransaction(connection -> audit.append(connection, entries));
    }

    /** Brings together what was counted, and makes entries of the minutes that are over. */
    public void settle(Instant now) throws Exception {
        try {
            counts.flush(now, rows -> inTransaction(rows::into));
            Instant before = now.minusSeconds(SECONDS_OF_GRACE).truncatedTo(ChronoUnit.MINUTES);
            inTransaction(connection -> audit.append(connection, RefusalCounts.close(connection, before)));
        } catch (Exception e) {
            failed();
            throw e;
        }
        awayUntil = Instant.EPOCH;
    }

    private interface Step {
        void in(Connection connection) throws SQLException;
    }

    private void inTransaction(Step step) throws Exception {
        transactions.inTransaction(connection -> {
            step.in(connection);
            return null;
        });
    }
}
