package nl.privacyloket.notification.announcement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.notification.announcement.AnnouncementFacts.Subject;
import nl.privacyloket.notification.organisation.Words;
import nl.privacyloket.notification.subscriber.SubscriberLock;

/** What staff see and say of announcements: start, pause, resume, cancel, how far. {@link AnnouncementCycle} sends. */
public final class AnnouncementRegister {
    private static final String COLUMNS = """
            select a.id, a.kind, a.purpose, a.policy_version, a.state, a.total, p.sent, p.failed, p.unsubscribed,
              p.not_subscribed, p.suppressed, p.same_address, p.repeated, a.per_second, a.started_at, a.ended_at, a.texts
            from announcement a
            """ + Progress.NEWEST;

    private final AnnouncementFacts facts = new AnnouncementFacts();

    /** What became of asking for a start. */
    public enum Start {
        STARTED,
        /** That very announcement is here already: it was asked for once more. */
        REPEATED,
        /** Something else was started under that id. */
        ANOTHER
    }

    /** What became of an order. */
    public enum Order {
        DONE,
        /** It has ended: nothing can be changed any more. */
        ENDED,
        UNKNOWN
    }

    /**
     * Starts an announcement to all who are subscribers now. Until the transaction ends no subscriber can be added.
     *
     * @param paused whether it is to wait for somebody to resume it
     */
    public Start start(Connection connection, NewAnnouncement announcement, boolean paused, Instant now)
            throws SQLException {
        String asked = asked(announcement);
        Optional<Start> before = earlier(connection, announcement.id(), asked);
        if (before.isPresent()) {
            return before.get();
        }
        // Whoever is being added now has a place but cannot be seen yet. So this waits for them, and the last place is
        // one
        // below which nobody can turn up later.
        SubscriberLock.exclusive(connection, announcement.organisation());
        Audience audience = audience(connection, announcement.organisation());
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into announcement (id, organisation, kind, purpose, policy_version, texts, asked, started_by, state,
                  started_at, per_second, last_place, total)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)) {
            insert.setObject(1, announcement.id());
            insert.setString(2, announcement.organisation());
            insert.setString(3, announcement.kind().word());
            insert.setString(4, announcement.purpose());
            insert.setInt(5, announcement.policyVersion());
            insert.setString(6, json(announcement.texts()));
            insert.setString(7, asked);
            insert.setString(8, announcement.startedBy());
            insert.setString(9, (paused ? AnnouncementState.PAUSED : AnnouncementState.RUNNING).word());
            insert.setObject(10, utc(now));
            insert.setInt(11, announcement.perSecond());
            insert.setLong(12, audience.lastPlace());
            insert.setLong(13, audience.size());
            if (insert.executeUpdate() == 0) {
                return earlier(connection, announcement.id(), asked).orElseThrow();
            }
        }
        facts.started(connection, announcement, audience.size(), now);
        return Start.STARTED;
    }

    private record Audience(long size, long lastPlace) {}

    private static Audience audience(Connection connection, String organisation) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*), coalesce(max(place), 0) from subscriber where organisation = ?")) {
            select.setString(1, organisation);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Audience(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static Optional<Start> earlier(Connection connection, UUID id, String asked) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select asked from announcement where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(row.getString(1).equals(asked) ? Start.REPEATED : Start.ANOTHER);
            }
        }
    }

    /** One that says the same to the same subscribers and was started no longer ago than that, whoever asked for it. */
    public Optional<UUID> same(Connection connection, NewAnnouncement announcement, Duration within, Instant now)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id from announcement where organisation = ? and asked = ? and started_at > ? and state <> 'cancelled'
                order by place desc limit 1
                """)) {
            select.setString(1, announcement.organisation());
            select.setString(2, asked(announcement));
            select.setObject(3, utc(now.minus(within)));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** Announcements of an organisation, newest first. */
    public List<AnnouncementView> list(Connection connection, String organisation, int page, int size)
            throws SQLException {
        List<AnnouncementView> views = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "where organisation = ? order by place desc limit ? offset ?")) {
            select.setString(1, organisation);
            select.setInt(2, size);
            select.setLong(3, (long) page * size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    views.add(view(rows));
                }
            }
        }
        return views;
    }

    /** How many {@link #list} has on all pages. */
    public long count(Connection connection, String organisation) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from announcement where organisation = ?")) {
            select.setString(1, organisation);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** One of an organisation; empty when it has none of that id. */
    public Optional<AnnouncementView> find(Connection connection, String organisation, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "where a.id = ? and organisation = ?")) {
            select.setObject(1, id);
            select.setString(2, organisation);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        }
    }

    /** The same, for the one who started it and nobody else. */
    public Optional<AnnouncementView> findStartedBy(Connection connection, String organisation, String actor, UUID id)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "where a.id = ? and organisation = ? and started_by = ?")) {
            select.setObject(1, id);
            select.setString(2, organisation);
            select.setString(3, actor);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        }
    }

    /** Sends nothing further until it is resumed; what a mail server is being given goes. One that is paused stays so. */
    public Order pause(Connection connection, String organisation, UUID id, String actor, Instant now)
            throws SQLException {
        return steer(connection, organisation, id, AnnouncementState.PAUSED, "paused", actor, now);
    }

    /** Goes on where it was paused. One that is running stays so. */
    public Order resume(Connection connection, String organisation, UUID id, String actor, Instant now)
            throws SQLException {
        return steer(connection, organisation, id, AnnouncementState.RUNNING, "resumed", actor, now);
    }

    /** Ends it: who was not reached is not written to. */
    public Order cancel(Connection connection, String organisation, UUID id, String actor, Instant now)
            throws SQLException {
        return steer(connection, organisation, id, AnnouncementState.CANCELLED, "cancelled", actor, now);
    }

    private Order steer(
            Connection connection,
            String organisation,
            UUID id,
            AnnouncementState to,
            String action,
            String actor,
            Instant now)
            throws SQLException {
        Optional<AnnouncementState> from = lock(connection, organisation, id);
        if (from.isEmpty()) {
            return Order.UNKNOWN;
        } else if (from.get() == to) {
            return Order.DONE;
        } else if (from.get().ended()) {
            return Order.ENDED;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update announcement set state = ?, ended_at = ? where id = ?")) {
            update.setString(1, to.word());
            update.setObject(2, to.ended() ? utc(now) : null);
            update.setObject(3, id);
            update.executeUpdate();
        }
        AnnouncementView view = find(connection, organisation, id).orElseThrow();
        Subject subject = new Subject(id, organisation, view.policyVersion());
        facts.steered(connection, subject, actor, action, now);
        if (to.ended()) {
            forgetWaiting(connection, id);
            facts.ended(connection, subject, view, now);
        }
        return Order.DONE;
    }

    private static Optional<AnnouncementState> lock(Connection connection, String organisation, UUID id)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select state from announcement where id = ? and organisation = ? for update")) {
            select.setObject(1, id);
            select.setString(2, organisation);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(AnnouncementState.of(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** What a mail server is being given stays until it is known what became of it. */
    private static void forgetWaiting(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from announcement_mail where announcement = ? and state = 'queued'")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    static AnnouncementView view(ResultSet row) throws SQLException {
        AnnouncementState state = AnnouncementState.of(row.getString(5));
        long total = row.getLong(6);
        Map<String, Long> skipped = new LinkedHashMap<>();
        skipped.put("unsubscribed", row.getLong(9));
        skipped.put("not-subscribed", row.getLong(10));
        skipped.put("suppressed", row.getLong(11));
        skipped.put("same-address", row.getLong(12));
        long met = skipped.values().stream().mapToLong(Long::longValue).sum();
        // Who was erased cannot be counted one by one, because nothing is left of them: they are what is missing at the
        // end.
        long rest = Math.max(0, total - row.getLong(7) - row.getLong(8) - met);
        skipped.put("erased", state == AnnouncementState.COMPLETED ? rest : 0);
        skipped.put("cancelled", state == AnnouncementState.CANCELLED ? rest : 0);
        return new AnnouncementView(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                state.word(),
                total,
                row.getLong(7),
                row.getLong(8),
                skipped,
                state.ended() ? 0 : rest,
                row.getLong(13),
                row.getInt(14),
                instant(row, 15),
                instant(row, 16),
                EventJson.read(row.getBytes(17), Words.InLanguages.class).byLanguage());
    }

    /** What was asked, without when and by whom. */
    private static String asked(NewAnnouncement announcement) {
        byte[] text = EventJson.write(
                List.of(announcement.kind().word(), announcement.purpose(), new TreeMap<>(announcement.texts())));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    private static String json(Map<String, Words> texts) {
        return new String(EventJson.write(texts), StandardCharsets.UTF_8);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
