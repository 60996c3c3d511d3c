package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.queue.MessageFacts.Subject;

/** What staff see of the messages, and their asking for one again. */
public final class MessageRegister {
    private static final String COLUMNS = """
            select m.id, m.request_id, m.kind, m.receiver, m.channel, c.locale, m.state,
              case when m.state not in ('queued', 'to-print') then null
                   when c.reference is null and m.policy_version is null then 'request'
                   when not exists (
                     select 1 from organisation_policy p
                     where p.organisation = m.organisation
                     and p.version >= coalesce(m.policy_version, c.policy_version)) then 'policy' end,
              m.attempts, m.resends, case when m.state = 'queued' then m.next_attempt_at end, m.created_at, case when m.state = 'sent' then m.settled_at end, m.last_failure
            from message m left join correspondence c on c.request_id = m.request_id
            """;
    private static final String SELECTION = """
            where m.organisation = ? and (?::uuid is null or m.request_id = ?) and (?::text is null or m.state = ?)
              and (?::text is null or m.kind = ?)
            """;

    private final MessageFacts facts;

    public MessageRegister(MessageFacts facts) {
        this.facts = facts;
    }

    /**
     * Which messages somebody wants to see.
     *
     * @param requestId null for all requests
     * @param state null for all states
     * @param kind such as {@code decision}; null for all kinds
     */
    public record Wanted(UUID requestId, MessageState state, String kind) {}

    /** What becomes of asking for a message again. */
    public enum Resend {
        /** It is queued, or to be printed, again. */
        QUEUED,
        /** It has not been sent or posted yet, or is being sent. */
        ON_ITS_WAY,
        /** The address, or what it said, is no longer here. */
        GONE
    }

    /**
     * Messages of an organisation, newest first.
     *
     * @param wanted which of them
     */
    public List<MessageView> list(Connection connection, String organisation, Wanted wanted, int page, int size)
            throws SQLException {
        List<MessageView> views = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + SELECTION + "order by m.place desc limit ? offset ?")) {
            int next = bind(select, organisation, wanted);
            select.setInt(next, size);
            select.setLong(next + 1, (long) page * size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    views.add(view(rows));
                }
            }
        }
        return views;
    }

    /** How many {@link #list} has on all pages. */
    public long count(Connection connection, String organisation, Wanted wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from message m " + SELECTION)) {
            bind(select, organisation, wanted);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static int bind(PreparedStatement select, String organisation, Wanted wanted) throws SQLException {
        String state = wanted.state() == null ? null : wanted.state().word();
        select.setString(1, organisation);
        select.setObject(2, wanted.requestId());
        select.setObject(3, wanted.requestId());
        select.setString(4, state);
        select.setString(5, state);
        select.setString(6, wanted.kind());
        select.setString(7, wanted.kind());
        return 8;
    }

    /** The organisation that a message belongs to; empty when there is no such message. */
    public Optional<String> organisationOf(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select organisation from message where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** One message; empty when there is none. */
    public Optional<MessageView> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "where m.id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        }
    }

    /**
     * Queues a message again that was sent or failed. It then gets a Message-ID of its own, because receivers would drop a
     * second mail with the first one's.
     *
     * @param actor pseudonym of who asked
     */
    public Resend resend(Connection connection, UUID id, String actor, Instant now) throws SQLException {
        Subject subject;
        try (PreparedStatement select = connection.prepareStatement("""
                select m.request_id, m.organisation, m.kind, coalesce(m.policy_version, c.policy_version),
                  m.state in ('queued', 'to-print', 'sending'),
                  m.occasion is not null and (m.receiver <> 'requester' or m.own_contact or c.contact is not null)
                from message m left join correspondence c on c.request_id = m.request_id
                where m.id = ? for update of m
                """)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Resend.GONE;
                } else if (row.getBoolean(5)) {
                    return Resend.ON_ITS_WAY;
                } else if (!row.getBoolean(6)) {
                    return Resend.GONE;
                }
                subject = new Subject(
                        id, row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getInt(4));
            }
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update message set state = case channel when 'letter' then 'to-print' else 'queued' end,
                  attempts = 0, resends = resends + 1, queued_at = ?, next_attempt_at = ?, settled_at = null,
                  content_until = null, uncertain = 0
                where id = ?
                """)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, now.atOffset(ZoneOffset.UTC));
            update.setObject(3, id);
            update.executeUpdate();
        }
        facts.resendAsked(connection, subject, actor, now);
        return Resend.QUEUED;
    }

    private static MessageView view(ResultSet row) throws SQLException {
        return new MessageView(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                row.getInt(10),
                instant(row, 11),
                instant(row, 12),
                instant(row, 13),
                row.getString(14));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
