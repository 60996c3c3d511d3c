package nl.privacyloket.notification.announcement;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.postgresql.PGStatement;

/** Writes what became of mails, many at once. */
final class SettledMails {
    private static final String WRITE = """
            update announcement_mail m
            set state = r.state, claim = null, due_at = r.due_at::timestamptz, last_failure = r.failure,
              attempts = m.attempts - r.untried, settled_at = case when r.due_at is null then ?::timestamptz end
            from unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[])
              with ordinality as r(announcement, address_hash, claim, state, due_at, failure, untried, number)
            where m.announcement = r.announcement and m.address_hash = r.address_hash and m.claim = r.claim
            returning r.number
            """;

    private SettledMails() {}

    /**
     * Writes each that is still its sender's.
     *
     * @param runs their announcements, locked
     * @return the places of those in the list; the others somebody else has by now, or their subscriber was erased
     */
    static Set<Integer> write(Connection connection, List<Settled> settled, Map<UUID, Run> runs, Instant now)
            throws SQLException {
        Set<Integer> written = new HashSet<>();
        try (PreparedStatement update = connection.prepareStatement(WRITE)) {
            // Planned each time: a plan that was made while the table is empty would read all of it when it is large.
            update.unwrap(PGStatement.class).setPrepareThreshold(0);
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setArray(
                    2, column(connection, "uuid", settled, each -> each.mail().announcement()));
            update.setArray(
                    3, column(connection, "text", settled, each -> each.mail().addressHash()));
            update.setArray(
                    4, column(connection, "uuid", settled, each -> each.mail().claim()));
            update.setArray(
                    5, column(connection, "text", settled, each -> each.end().state()));
            update.setArray(
                    6,
                    column(
                            connection,
                            "text",
                            settled,
                            each -> due(each, runs.get(each.mail().announcement()), now)));
            update.setArray(7, column(connection, "text", settled, Settled::failure));
            update.setArray(8, column(connection, "int4", settled, each -> each.untried() ? 1 : 0));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    written.add(rows.getInt(1) - 1);
                }
            }
        }
        return written;
    }

    /** Not before now: the result may have waited for the database, and what was due earlier is not looked for any more. */
    private static String due(Settled settled, Run run, Instant now) {
        if (settled.end() != Settled.End.NOT_YET) {
            return null;
        }
        Instant due = settled.dueAt().isBefore(now) ? now : settled.dueAt();
        return run.notLookedAt(due).atOffset(ZoneOffset.UTC).toString();
    }

    private static Array column(
            Connection connection, String type, List<Settled> settled, Function<Settled, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, settled.stream().map(value).toArray());
    }
}
