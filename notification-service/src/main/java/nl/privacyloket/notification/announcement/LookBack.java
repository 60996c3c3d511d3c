package nl.privacyloket.notification.announcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes mails again that were taken before: those that are to be tried again, and those whose sender has not told what
 * became of them until its lease ended.
 *
 * <p>What it has been through it passes by the next time: the index over the times at which mails are due also holds all that
 * were in hand before, until a vacuum clears them away, which somebody's open snapshot forbids.
 *
 * <p>A mail belongs to an address. Meanwhile its subscriber may have unsubscribed, or have another address; then somebody
 * else who goes by the address gets it, if there is one, and a subscriber with another address gets one there.
 */
final class LookBack {
    private static final String DUE = """
            select m.address_hash, m.subscriber, m.attempts, m.first_at, m.state = 'sending', s.id, s.email, s.locale,
              exists (select 1 from suppressed_address x
                where x.organisation = ? and x.address_hash = m.address_hash)
            from announcement_mail m left join lateral (
              select s.id, s.email, s.locale from subscriber s
              where s.organisation = ? and s.place <= ? and s.address_hash = m.address_hash
                and s.email is not null and ? = any (s.purposes)
              order by s.id <> m.subscriber, s.place limit 1) s on true
            where m.announcement = ? and m.state in ('queued', 'sending')
              and m.due_at >= ? and m.due_at <= ? and (m.state = 'queued' or ?)
            order by m.due_at limit ? for update of m
            """;

    private final Duration lease;

    LookBack(Duration lease) {
        this.lease = lease;
    }

    /**
     * What was due.
     *
     * @param more whether there may be more that is due now
     */
    record Found(List<TakenMail> taken, boolean more) {}

    private record Due(
            String addressHash,
            UUID subscriber,
            int attempts,
            Instant firstAt,
            boolean abandoned,
            UUID receiver,
            byte[] email,
            String locale,
            boolean suppressed) {}

    /** @param takeOver whether mails are taken whose sender has told nothing until its lease ended */
    Found take(Connection connection, Run run, UUID claim, int most, boolean takeOver, Instant now)
            throws SQLException {
        List<Due> due = due(connection, run, most, takeOver, now);
        List<Due> wanted = new ArrayList<>();
        for (Due each : due) {
            if (each.receiver() != null && !each.suppressed()) {
                wanted.add(each);
                run.repeated += each.abandoned() ? 1 : 0;
            } else {
                drop(connection, run, each);
            }
            if (!each.subscriber().equals(each.receiver())) {
                followToNewAddress(connection, run, each, now);
            }
        }
        claim(connection, run, wanted, claim, now);
        if (due.size() < most && takeOver && now.isAfter(run.lookedUntil)) {
            // All that were due have been taken, and whoever writes one later gives it no earlier time.
            run.lookedUntil = now;
        }
        return new Found(
                wanted.stream()
                        .map(each -> mail(run, each, claim, now.plus(lease)))
                        .toList(),
                due.size() == most);
    }

    private static List<Due> due(Connection connection, Run run, int most, boolean takeOver, Instant now)
            throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setString(1, run.organisation);
            select.setString(2, run.organisation);
            select.setLong(3, run.lastPlace);
            select.setString(4, run.purpose);
            select.setObject(5, run.id);
            select.setObject(6, run.lookedUntil.atOffset(ZoneOffset.UTC));
            select.setObject(7, now.atOffset(ZoneOffset.UTC));
            select.setBoolean(8, takeOver);
            select.setInt(9, most);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(
                            rows.getString(1),
                            rows.getObject(2, UUID.class),
                            rows.getInt(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant(),
                            rows.getBoolean(5),
                            rows.getObject(6, UUID.class),
                            rows.getBytes(7),
                            rows.getString(8),
                            rows.getBoolean(9)));
                }
            }
        }
        return due;
    }

    /** Nobody at that address wants it any more. */
    private static void drop(Connection connection, Run run, Due due) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from announcement_mail where announcement = ? and address_hash = ?")) {
            delete.setObject(1, run.id);
            delete.setString(2, due.addressHash());
            delete.executeUpdate();
        }
        if (due.receiver() != null) {
            run.suppressed++;
        } else if (addressOf(connection, due.subscriber())
                .filter(due.addressHash()::equals)
                .isPresent()) {
            run.unsubscribed++;
        }
    }

    private static Optional<String> addressOf(Connection connection, UUID subscriber) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select address_hash from subscriber where id = ?")) {
            select.setObject(1, subscriber);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** The cursor has passed them, so that nothing else would bring them the mail. */
    private static void followToNewAddress(Connection connection, Run run, Due due, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into announcement_mail (announcement, address_hash, subscriber, state, attempts, first_at, due_at)
                select ?, s.address_hash, s.id, 'queued', 0, ?, ? from subscriber s
                where s.id = ? and s.address_hash <> ? and s.email is not null and ? = any (s.purposes)
                for key share of s
                on conflict do nothing
                """)) {
            insert.setObject(1, run.id);
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setObject(3, run.notLookedAt(now).atOffset(ZoneOffset.UTC));
            insert.setObject(4, due.subscriber());
            insert.setString(5, due.addressHash());
            insert.setString(6, run.purpose);
            insert.executeUpdate();
        }
    }

    private void claim(Connection connection, Run run, List<Due> wanted, UUID claim, Instant now) throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update announcement_mail set state = 'sending', attempts = attempts + 1, claim = ?, due_at = ?,
                  subscriber = ?
                where announcement = ? and address_hash = ?
                """)) {
            for (Due each : wanted) {
                update.setObject(1, claim);
                update.setObject(2, now.plus(lease).atOffset(ZoneOffset.UTC));
                update.setObject(3, each.receiver());
                update.setObject(4, run.id);
                update.setString(5, each.addressHash());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static TakenMail mail(Run run, Due due, UUID claim, Instant leasedUntil) {
        return new TakenMail(
                run.id,
                run.organisation,
                run.purpose,
                due.addressHash(),
                due.receiver(),
                due.email(),
                due.locale(),
                due.attempts() + 1,
                due.firstAt(),
                leasedUntil,
                claim,
                due.abandoned());
    }
}
