package nl.privacyloket.connector.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.connector.background.BackgroundLoop;
import nl.privacyloket.connector.command.Answer;
import nl.privacyloket.connector.command.Answer.Reply;
import nl.privacyloket.connector.command.Command;
import nl.privacyloket.connector.command.CommandSeals;
import nl.privacyloket.connector.command.ExecutedCommands;
import nl.privacyloket.connector.command.Replies;
import nl.privacyloket.connector.execution.purge.PurgeScope;
import nl.privacyloket.connector.execution.purge.PurgeScope.Portion;
import nl.privacyloket.connector.execution.purge.PurgeTally;
import nl.privacyloket.connector.execution.purge.PurgedCategory;
import nl.privacyloket.connector.execution.purge.Purges;
import nl.privacyloket.connector.permit.CommandLock;
import nl.privacyloket.connector.permit.CommandPermit;
import nl.privacyloket.connector.permit.PermitClient;
import nl.privacyloket.connector.permit.PermittedTransactions;
import nl.privacyloket.connector.permit.Redemptions;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.purge.PendingPurges.Pending;
import nl.privacyloket.connector.purge.PendingPurges.Progress;
import nl.privacyloket.connector.rows.RowSession;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * Carries out purges, one at a time, in transactions of a bounded number of records. Each commits its changes, its counts and
 * its progress together, after redeeming the permit; so a worker may be killed at any point, and whoever goes on finds what is
 * left and counts nothing twice. The answer commits together with the end of the waiting. A long purge gives way to others
 * that wait after a number of batches, and goes on when its turn comes again.
 */
public final class PurgeWorker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PurgeWorker.class);
    /** How long a run is trusted to be alive after it last noted something. */
    private static final Duration TRUSTED = Duration.ofMinutes(2);

    private static final Duration LONGEST_WAIT_FOR_A_ROW = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** Batches of one purge before another has its turn. */
    private static final int BATCHES_TO_A_TURN = 50;
    /** Runs whose place is remembered until their next turn; others would look from the beginning for what is left. */
    private static final int MOST_PAUSED = 1_000;
    /** Failures in a row, none of which waiting mends, after which staff must look. */
    private static final int MOST_FAILURES = 20;

    private static final List<String> PASSING = List.of("08", "40", "53", "55", "57", "58", "70");
    /** MariaDB's lock wait timeout, which has no SQLSTATE of its own. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Transactions transactions;
    private final Redemptions redemptions;
    private final Purges purges;
    private final CommandSeals seals;
    private final Replies replies;
    private final Clock clock;
    private final int batchSize;
    private final BackgroundLoop loop;
    /** Runs that gave way, by their command; touched by the worker's own thread. */
    private final Map<UUID, Run> paused = new LinkedHashMap<>();

    /**
     * @param transactions in the system's database
     * @param settling transactions in the same database, for settlements
     * @param batchSize records to a transaction
     */
    public PurgeWorker(
            String system,
            Transactions transactions,
            PermitClient permits,
            Transactions settling,
            Purges purges,
            CommandSeals seals,
            Replies replies,
            Clock clock,
            int batchSize) {
        // Settled before the next batch: that takes the same lock, and a settlement beside it would wait until it ends.
        this.redemptions = new Redemptions(permits, settling, Runnable::run);
        this.transactions = new PermittedTransactions(transactions, redemptions);
        this.purges = purges;
        this.seals = seals;
        this.replies = replies;
        this.clock = clock;
        this.batchSize = batchSize;
        this.loop = new BackgroundLoop("purges-" + system, this::purgeNext);
    }

    public void start() {
        loop.start();
    }

    /** Says that something may wait; returns at once. */
    public void wake() {
        loop.wake();
    }

    /** Works on one waiting purge until it is done, cannot go on or has had its turn; false when none has its turn. */
    boolean purgeNext() throws Exception {
        Optional<Pending> next = claim();
        if (next.isEmpty()) {
            return false;
        }
        Pending pending = next.get();
        Command command = EventJson.read(pending.command(), Command.class);
        try {
            Run run = run(pending, command);
            boolean more = true;
            for (int i = 0; i < BATCHES_TO_A_TURN && more && !loop.isClosing(); i++) {
                more = run.step();
            }
            if (more) {
                // Between two batches: whoever comes next need not wait until this run is taken for dead.
                pause(run);
                postpone(pending, clock.instant());
            }
        } catch (CommandRefusedException e) {
            refuse(pending, command, e.reason());
        } catch (NotReadyException e) {
            retry(pending, e.getMessage());
        } catch (SQLException | RuntimeException e) {
            failed(pending, command, e);
        }
        return true;
    }

    Optional<Pending> claim() throws Exception {
        Instant now = clock.instant();
        return transactions.inTransaction(connection -> PendingPurges.claim(connection, now, now.plus(TRUSTED)));
    }

    /** The run that gave way, unless somebody else went on with it meanwhile. */
    private Run run(Pending pending, Command command) {
        Run before = paused.remove(pending.commandId());
        if (before == null || !before.pending.run().equals(pending.runBefore())) {
            return new Run(pending, command);
        }
        before.pending = pending;
        return before;
    }

    private void pause(Run run) {
        if (run.scope == null) {
            // Stopped before its first batch: there is nothing to remember of it.
            return;
        }
        if (paused.size() >= MOST_PAUSED) {
            paused.remove(paused.keySet().iterator().next());
        }
        run.scope.pause();
        paused.put(run.pending.commandId(), run);
    }

    /** One worker's work on one purge. */
    final class Run {
        private Pending pending;
        private final Command command;
        private final CommandPermit permit;
        private PurgeScope scope;

        Run(Pending pending, Command command) {
            this.pending = pending;
            this.command = command;
            this.permit = seals.redeemable(command);
        }

        /** One transaction; false when there is nothing more to do for this run. */
        boolean step() throws Exception {
            return transactions.inTransaction(connection -> {
                CommandLock.take(connection, pending.commandId());
                RowSession.waitForLocks(connection, LONGEST_WAIT_FOR_A_ROW);
                Optional<Progress> progress = PendingPurges.lock(connection, pending);
                if (progress.isEmpty()) {
                    return false;
                }
                boolean begins = scope == null;
                if (begins) {
                    scope = purges.scope(
                            connection,
                            pending.commandId(),
                            command.purgeAction(),
                            seals.target(command),
                            permit.except());
                }
                PurgeTally tally = progress.get().done() == null
                        ? new PurgeTally(scope.categories())
                        : new PurgeTally(progress.get().done());
                if (begins) {
                    scope.begin(tally);
                }
                Portion portion = purges.next(connection, scope, tally, batchSize);
                if (portion == Portion.END) {
                    finish(connection, tally);
                    return false;
                }
                PendingPurges.note(connection, pending, tally, clock.instant().plus(TRUSTED));
                if (portion == Portion.CHANGED) {
                    redemptions.redeem(pending.commandId(), permit);
                }
                return true;
            });
        }

        private void finish(Connection connection, PurgeTally tally) throws SQLException {
            PendingPurges.remove(connection, pending);
            Instant now = clock.instant();
            Reply reply = Answer.purged(command.commandId(), command.system(), now, tally.categories(), tally.kept());
            ExecutedCommands.note(connection, command.commandId(), reply, now);
            replies.done(connection, Command.PURGE, command, reply);
        }
    }

    /** Answers with the reason, and with what was committed before it, from which the same command goes on if it comes again. */
    private void refuse(Pending pending, Command command, String reason) throws Exception {
        transactions.inTransaction(connection -> {
            CommandLock.take(connection, pending.commandId());
            Optional<Progress> progress = PendingPurges.lock(connection, pending);
            if (progress.isPresent()) {
                List<PurgedCategory> done = progress.get().done() == null
                        ? List.of()
                        : progress.get().done().categories();
                if (done.isEmpty()) {
                    PendingPurges.remove(connection, pending);
                } else {
                    PendingPurges.stop(connection, pending, clock.instant());
                }
                replies.stopped(connection, Command.PURGE, command, reason, done);
            }
            return null;
        });
    }

    private void failed(Pending pending, Command command, Exception e) throws Exception {
        LOG.warnf(
                "purge failed commandId=%s cause=%s",
                pending.commandId(), e.getClass().getSimpleName());
        boolean passes = e instanceof SQLException sql
                && (sql.getSQLState() == null
                        || sql.getErrorCode() == LOCK_WAIT_TIMEOUT
                        || PASSING.stream().anyMatch(prefix -> sql.getSQLState().startsWith(prefix)));
        if (!passes && pending.attempts() >= MOST_FAILURES) {
            refuse(pending, command, CommandRefusedException.PURGE_FAILED);
        } else {
            retry(pending, e.getClass().getSimpleName());
        }
    }

    private void retry(Pending pending, String cause) throws Exception {
        Duration doubled = Duration.ofSeconds(1L << Math.min(pending.attempts() - 1, 20));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        LOG.warnf(
                "purge will be tried again commandId=%s attempts=%d cause=%s",
                pending.commandId(), pending.attempts(), cause);
        postpone(pending, clock.instant().plus(pause));
    }

    private void postpone(Pending pending, Instant until) throws Exception {
        transactions.inTransaction(connection -> {
            PendingPurges.postpone(connection, pending, until);
            return null;
        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
