package nl.privacyloket.messaging.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The id up to which a table is empty for good, of which rows get ascending ids and go when they are done. Whoever reads from
 * there on does not wade through the dead rows at the beginning of the index, which pile up as long as somebody holds a snapshot
 * open: no vacuum clears them away meanwhile.
 *
 * <p>Ids commit out of order, so that the last that was read says nothing of those before it. But an id belongs to a
 * transaction: when all transactions have ended that may have taken an id up to some point, every row up to there can be seen.
 * Where the database cannot tell, the mark stays at the beginning. It holds for one session: the next may see a database that
 * was restored, or a standby, where ids begin earlier. Used by one thread, with autocommit on.
 */
public final class LowWater {
    private final String table;
    private final long pauseNanos;
    private long mark;
    /** None of its ids is passed before it is proven. */
    private Candidate candidate;

    private boolean proven;
    private long lookedAt;
    private Connection session;

    /**
     * @param table with ids from a sequence of its own
     * @param pause between two looks at how far it is
     */
    public LowWater(String table, Duration pause) {
        this.table = table;
        this.pauseNanos = pause.toNanos();
    }

    /**
     * @param lastId the last id that was given out
     * @param until whoever has one of the ids is a transaction with a lower number
     */
    private record Candidate(long lastId, long until) {}

    /** No row has an id up to this, nor will ever one have. To be asked before each read of what lies above it. */
    public long mark(Connection connection) throws SQLException {
        if (connection != session) {
            session = connection;
            mark = 0;
            candidate = null;
            proven = false;
            lookedAt = System.nanoTime() - pauseNanos;
        }
        if (System.nanoTime() - lookedAt >= pauseNanos) {
            lookedAt = System.nanoTime();
            look(MessagingDatabase.of(connection), connection);
        }
        return mark;
    }

    private void look(MessagingDatabase database, Connection connection) throws SQLException {
        if (candidate != null) {
            proven = database.oldestRunning(connection) >= candidate.until();
            return;
        }
        OptionalLong lastId = database.lastId(connection, table);
        if (lastId.isPresent() && lastId.getAsLong() > mark) {
            // The id first: whoever has it has had a number for longer than the one that is asked for now.
            candidate = new Candidate(lastId.getAsLong(), database.transactionsUntilNow(connection));
        }
    }

    /**
     * Takes note of what was read after that.
     *
     * @param ids of all rows above the mark, ascending, or of the first of them
     */
    public void read(List<Long> ids) {
        if (proven) {
            // Whoever may have one of those ids had ended before the read, so the read has shown what is left of them.
            long reached = candidate.lastId();
            mark = Math.max(mark, ids.isEmpty() ? reached : Math.min(reached, ids.get(0) - 1));
            candidate = null;
            proven = false;
        }
    }
}
