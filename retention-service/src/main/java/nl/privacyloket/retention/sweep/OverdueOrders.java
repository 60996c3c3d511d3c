package nl.privacyloket.retention.sweep;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * Sends orders again that failed or stayed without an answer, and gives up for the day when that has been done often
 * enough. Any number of instances may do this.
 */
@ApplicationScoped
class OverdueOrders {
    private static final Logger LOG = Logger.getLogger(OverdueOrders.class);
    private static final int AT_A_TIME = 200;

    private final Transactions transactions;
    private final SweepCommands commands;
    private final OrderSender sender;
    private final SweepFailures failures;
    private final SweepPatience patience;
    private final Clock clock;

    OverdueOrders(
            Transactions transactions,
            SweepCommands commands,
            OrderSender sender,
            SweepFailures failures,
            SweepPatience patience,
            Clock clock) {
        this.transactions = transactions;
        this.commands = commands;
        this.sender = sender;
        this.failures = failures;
        this.patience = patience;
        this.clock = clock;
    }

    /** Takes up what is due now. */
    @Scheduled(every = "${privacyloket.sweep.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void takeUp() throws Exception {
        var due = transactions.inTransaction(connection -> commands.due(connection, clock.instant(), AT_A_TIME));
        for (var commandId : due) {
            try {
                transactions.inTransaction(connection -> takeUp(connection, commandId));
            } catch (RuntimeException | SQLException e) {
                LOG.errorf(
                        "order not sent again commandId=%s fault=%s",
                        commandId, e.getClass().getSimpleName());
            }
        }
    }

    private Void takeUp(Connection connection, UUID commandId) throws SQLException {
        var command = commands.lockIfDue(connection, commandId, clock.instant()).orElse(null);
        if (command == null || !command.isAwaited()) {
            return null;
        }
        if (patience.allowsAnother(command.attempts())) {
            sender.again(connection, command);
        } else {
            failures.forGood(connection, command, SweepFailures.NO_ANSWER);
        }
        return null;
    }
}
