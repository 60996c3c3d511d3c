package nl.privacyloket.notification.announcement;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** An announcement whose row this transaction has locked, and what the transaction is about to write of it. */
final class Run {
    /** By how much clocks of instances may differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

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
    /** No mail that is in hand or to be tried again is due before this. */
    Instant lookedUntil;

    private final int perSecond;
    private Progress progress;
    private RateLimit rateBefore;

    private Run(ResultSet row) throws SQLException {
        id = row.getObject(1, UUID.class);
        organisation = row.getString(2);
        purpose = row.getString(3);
        policyVersion = row.getInt(4);
        running = AnnouncementState.of(row.getString(5)) == AnnouncementState.RUNNING;
        perSecond = row.getInt(6);
        lastPlace = row.getLong(7);
        startedAt = row.getObject(8, OffsetDateTime.class).toInstant();
    }

    /** All that are running, and those of which something is in hand, locked in one order. */
    static List<Run> lock(Connection connection, Collection<UUID> inHand, Instant now) throws SQLException {
        List<Run> runs = new ArrayList<>();
        Array ids = connection.createArrayOf("uuid", inHand.toArray());
        try (PreparedStatement select = connection.prepareStatement("""
                select id, organisation, purpose, policy_version, state, per_second, last_place, started_at
                from announcement where state = 'running' or id = any (?) order by id for update
                """)) {
            select.setArray(1, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    runs.add(new Run(rows));
                }
            }
        }
        for (Run run : runs) {
            run.readProgress(connection, now);
        }
        return runs;
    }

    /** By a statement of its own: that of the lock began before others let go of it, and sees what was before them. */
    private void readProgress(Connection connection, Instant now) throws SQLException {
        progress = Progress.read(connection, id);
        rateBefore = new RateLimit(perSecond, progress.tokens, progress.tokensAt).at(now);
        rate = rateBefore;
        cursor = progress.cursor;
        // Somebody whose clock is far ahead has looked: what became due since would be passed over until then.
        lookedUntil = progress.lookedUntil.isAfter(now.plus(TOLERANCE)) ? Instant.EPOCH : progress.lookedUntil;
    }

    /** That time, or the earliest at which a mail may be due so that it is found. */
    Instant notLookedAt(Instant due) {
        return due.isBefore(lookedUntil) ? lookedUntil : due;
    }

    /** Whether all were met who were subscribers when it started. */
    boolean allMet() {
        return cursor >= lastPlace;
    }

    /** Writes what has changed, once. */
    void save(Connection connection, Instant now) throws SQLException {
        long counted = sent + failed + unsubscribed + notSubscribed + suppressed + sameAddress + repeated;
        boolean sending = cursor != progress.cursor || rate.tokens() < rateBefore.tokens();
        // An earlier time always: otherwise others would not see what is written now because of a clock that was ahead.
        boolean lookedTooFar = lookedUntil.isBefore(progress.lookedUntil);
        if (counted != 0 || sending || lookedTooFar) {
            progress.tokens = rate.tokens();
            progress.tokensAt = rate.at();
            progress.cursor = cursor;
            progress.lookedUntil = lookedUntil;
            progress.counts[Progress.SENT] += sent;
            progress.counts[Progress.FAILED] += failed;
            progress.counts[Progress.UNSUBSCRIBED] += unsubscribed;
            progress.counts[Progress.NOT_SUBSCRIBED] += notSubscribed;
            progress.counts[Progress.SUPPRESSED] += suppressed;
            progress.counts[Progress.SAME_ADDRESS] += sameAddress;
            progress.counts[Progress.REPEATED] += repeated;
            progress.write(connection, id);
        }
        if (completed) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update announcement set state = 'completed', ended_at = ? where id = ?")) {
                update.setObject(1, now.atOffset(ZoneOffset.UTC));
                update.setObject(2, id);
                update.executeUpdate();
            }
        }
    }
}
