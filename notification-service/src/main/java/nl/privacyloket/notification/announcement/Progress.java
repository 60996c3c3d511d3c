package nl.privacyloket.notification.announcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * How far an announcement is: rows of which the one with the highest number holds. Whoever writes one holds the announcement's
 * own row locked, and has read the one before after that. A trigger writes the first when the announcement is started, which
 * an instance of an earlier version may do too.
 */
final class Progress {
    /** The one that holds, of announcement {@code a}. One step down an index, however many dead rows lie below it. */
    static final String NEWEST = """
            join lateral (
              select * from announcement_progress g where g.announcement = a.id order by g.step desc limit 1) p on true
            """;

    /** Places of the counts in {@link #counts}, in the order of the columns. */
    static final int SENT = 0;

    static final int FAILED = 1;
    static final int UNSUBSCRIBED = 2;
    static final int NOT_SUBSCRIBED = 3;
    static final int SUPPRESSED = 4;
    static final int SAME_ADDRESS = 5;
    static final int REPEATED = 6;

    final long[] counts = new long[REPEATED + 1];
    double tokens;
    Instant tokensAt;
    long cursor;
    Instant lookedUntil;
    private long step;

    private Progress() {}

    /** The one that holds. Read after the announcement was locked, in a statement of its own, it stays so. */
    static Progress read(Connection connection, UUID announcement) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select step, tokens, tokens_at, cursor, nullif(looked_until, '-infinity'), sent, failed, unsubscribed,
                  not_subscribed, suppressed, same_address, repeated
                from announcement_progress where announcement = ? order by step desc limit 1
                """)) {
            select.setObject(1, announcement);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Progress progress = new Progress();
                progress.step = row.getLong(1);
                progress.tokens = row.getDouble(2);
                progress.tokensAt = row.getObject(3, OffsetDateTime.class).toInstant();
                progress.cursor = row.getLong(4);
                OffsetDateTime looked = row.getObject(5, OffsetDateTime.class);
                progress.lookedUntil = looked == null ? Instant.EPOCH : looked.toInstant();
                for (int count = 0; count < progress.counts.length; count++) {
                    progress.counts[count] = row.getLong(6 + count);
                }
                return progress;
            }
        }
    }

    /** Puts what it says now in the place of what was read. */
    void write(Connection connection, UUID announcement) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement("""
                with gone as (delete from announcement_progress where announcement = ? and step = ?)
                insert into announcement_progress (announcement, step, tokens, tokens_at, cursor, looked_until, sent, failed,
                  unsubscribed, not_subscribed, suppressed, same_address, repeated)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            write.setObject(1, announcement);
            write.setLong(2, step);
            write.setObject(3, announcement);
            write.setLong(4, step + 1);
            write.setDouble(5, tokens);
            write.setObject(6, tokensAt.atOffset(ZoneOffset.UTC));
            write.setLong(7, cursor);
            write.setObject(8, lookedUntil.atOffset(ZoneOffset.UTC));
            for (int count = 0; count < counts.length; count++) {
                write.setLong(9 + count, counts[count]);
            }
            write.executeUpdate();
        }
        step++;
    }
}
