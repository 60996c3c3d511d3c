package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * Lets go of what is due, a batch of a slice at a time. Any number of instances may: a slice that another one works at is
 * passed over. Each batch is one transaction, so that a kill at any point leaves a batch done or not begun.
 */
@ApplicationScoped
class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Slices slices;
    private final SweepCommands commands;
    private final Claims claims;
    private final SweepBatch batch;
    private final Clock clock;

    Sweeper(
            Transactions transactions,
            Slices slices,
            SweepCommands commands,
            Claims claims,
            SweepBatch batch,
            Clock clock) {
        this.transactions = transactions;
        this.slices = slices;
        this.commands = commands;
        this.claims = claims;
        this.batch = batch;
        this.clock = clock;
    }

    /** Works until nothing can be done now. */
    void sweep() throws Exception {
        transactions.inTransaction(connection -> {
            slices.appear(connection, clock.instant());
            return null;
        });
        transactions.inTransaction(this::takeArmings);
        while (step()) {
            // Until no slice is left that wants work now.
        }
    }

    /** As {@link #sweep()}, and the slice goes on if it waited for an answer. */
    void goOn(SliceKey slice) throws Exception {
        transactions.inTransaction(connection -> {
            slices.goOn(connection, slice, clock.instant());
            return null;
        });
        sweep();
    }

    /** What was given up is closed before its slice is read from the beginning, so that it is found there. */
    private Void takeArmings(Connection connection) throws SQLException {
        for (var arming : slices.takeArmings(connection, clock.instant())) {
            if (arming.anew()) {
                claims.release(connection, commands.close(connection, arming.organisation(), arming.system(), true));
                commands.again(connection, arming.organisation(), arming.system());
            }
        }
        return null;
    }

    /** One batch of the slice that has waited longest; false when none wants work. */
    private boolean step() throws Exception {
        var now = clock.instant();
        var working = new AtomicReference<Slice>();
        try {
            return transactions.inTransaction(connection -> {
                var slice = slices.claim(connection, now).orElse(null);
                working.set(slice);
                if (slice == null) {
                    return false;
                }
                slices.save(connection, batch.of(connection, slice));
                return true;
            });
        } catch (Exception e) {
            if (working.get() == null) {
                throw e;
            }
            putOff(working.get(), now, e);
            return true;
        }
    }

    /** The others go on: a slice that cannot be worked at now holds nobody up. */
    private void putOff(Slice slice, Instant now, Exception fault) throws Exception {
        LOG.errorf(
                "sweep put off organisation=%s system=%s fault=%s",
                slice.key().organisation(),
                slice.key().system(),
                fault instanceof SQLException sql
                        ? "SQLSTATE " + sql.getSQLState()
                        : fault.getClass().getSimpleName());
        transactions.inTransaction(connection -> {
            slices.putOff(connection, slice.key(), now.plus(AFTER_A_FAULT));
            return null;
        });
    }
}
