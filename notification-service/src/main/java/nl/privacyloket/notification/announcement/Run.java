package nl.privacyloket.notification.announcement;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** An announcement whose row this transaction has locked, and what the transaction is about to write into it. */
final class Run {
    final UUID id;
    final String organisation;
    final String purpose;
    final int policyVersion;
    final boolean running;
    final Instant startedAt;
    final long lastPlace;
    RateLimit rate;
    long cursor;
    long sent;
    long failed;
    long unsubscribed;
    long notSubscribed;
    long suppressed;
    long sameAddress;
    long repeated;
    boolean completed;
    private final RateLimit rateBefore;
    private final long cursorBefore;

    private Run(ResultSet row, Instant now) throws SQLException {
        id = row.getObject(1, UUID.class);
        organisation = row.getString(2);
        purpose = row.getString(3);
        policyVersion = row.getInt(4);
        running = AnnouncementState.of(row.getString(5)) == AnnouncementState.RUNNING;
        rateBefore = new RateLimit(
                row.getInt(6),
                row.getDouble(7),
                row.getObject(8, OffsetDateTime.class).toInstant());
        rate = rateBefore.at(now);
        cursorBefore = row.getLong(9);
        cursor = cursorBefore;
        lastPlace = row.getLong(10);
        startedAt = row.getObject(11, OffsetDateTime.class).toInstant();
    }

    /** All that are running, and those of which something is to be recorded, locked in one order. */
    static List<Run> lock(Connection connection, Collection<UUID> recorded, Instant now) throws SQLException {
        List<Run> runs = new ArrayList<>();
        Array ids = connection.createArrayOf("uuid", recorded.toArray());
        try (PreparedStatement select = connection.prepareStatement("""
                select id, organisation, purpose, policy_version, state, per_second, tokens, tokens_at, cursor, last_place,
                  started_at
                from announcement where state = 'running' or id = any (?) order by id for update
                """)) {
            select.setArray(1, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    runs.add(new Run(rows, now));
                }
            }
        }
        return runs;
    }

    /** Whether all were met who were subscribers when it started. */
    boolean allMet() {
        return cursor >= lastPlace;
    }

    /** Writes what has changed, once. */
    void save(Connection connection, Instant now) throws SQLException {
        long counted = sent + failed + unsubscribed + notSubscribed + suppressed + sameAddress + repeated;
        boolean sending =
                cursor != cursorBefore || rate.tokens() < rateBefore.at(now).tokens();
        if (counted == 0 && !completed && !sending) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update announcement set cursor = ?, tokens = ?, tokens_at = ?, sent = sent + ?, failed = failed + ?,
                  unsubscribed = unsubscribed + ?, not_subscribed = not_subscribed + ?, suppressed = suppressed + ?,
                  same_address = same_address + ?, repeated = repeated + ?,
                  state = case when ? then 'completed' else state end, ended_at = case when ? then ? else ended_at end
                where id = ?
                """)) {
            update.setLong(1, cursor);
            update.setDouble(2, rate.tokens());
            update.setObject(3, rate.at().atOffset(ZoneOffset.UTC));
            update.setLong(4, sent);
            update.setLong(5, failed);
            update.setLong(6, unsubscribed);
            update.setLong(7, notSubscribed);
            update.setLong(8, suppressed);
            update.setLong(9, sameAddress);
            update.setLong(10, repeated);
            update.setBoolean(11, completed);
            update.setBoolean(12, completed);
            update.setObject(13, now.atOffset(ZoneOffset.UTC));
            update.setObject(14, id);
            update.executeUpdate();
        }
    }
}
