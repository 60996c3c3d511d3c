package nl.privacyloket.notification.digest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.notification.correspondence.OrganisationFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Line;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Subject;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Topic;

/** Counts for one organisation what its digest tells. All that it reads is what is on file here; none of it is of the person. */
final class DigestTopics {
    private static final int MOST_LINES = 20;
    private static final int DAYS_AHEAD = 7;

    private static final String OPEN = "c.organisation = ? and c.reference is not null and c.closed_at is null";
    private static final String OF_REQUESTS = """
            select c.reference, c."right", c.due_on, count(*) over ()
            from correspondence c where\s""" + OPEN;

    /** A message of a disclosure has no reference here: it is counted and not named. */
    private static final String OF_MESSAGES = """
            select c.reference, c."right", null::date, sum(count(*)) over ()
            from message m left join correspondence c on c.request_id = m.request_id
            where m.organisation = ? and\s""";

    private static final String BY_DAY = " order by c.due_on, c.reference limit " + (MOST_LINES + 1);
    private static final String BY_PLACE =
            " group by c.reference, c.\"right\" order by min(m.place) limit " + (MOST_LINES + 1);
    private static final String NOT_ARRIVED =
            "m.state = 'failed' and m.receiver <> 'staff' and m.settled_at > ? and m.settled_at <= ? and ";

    private static final String COUNT_OPEN = "select count(*) from correspondence c where " + OPEN;
    private static final String OVERDUE = OF_REQUESTS + " and c.due_on < ?" + BY_DAY;
    private static final String DUE_SOON = OF_REQUESTS + " and c.due_on between ? and ?" + BY_DAY;
    private static final String WAITING = OF_REQUESTS
            + " and c.status in ('awaiting-confirmation', 'awaiting-identity', 'awaiting-clarification')"
            + BY_DAY;
    private static final String TOLD =
            OF_MESSAGES + "m.receiver = 'staff' and m.kind = ? and m.created_at > ? and m.created_at <= ?" + BY_PLACE;
    private static final String FAILED =
            OF_MESSAGES + NOT_ARRIVED + "m.last_failure is distinct from 'suppressed'" + BY_PLACE;
    private static final String SUPPRESSED = OF_MESSAGES + NOT_ARRIVED + "m.last_failure = 'suppressed'" + BY_PLACE;
    private static final String TO_PRINT = OF_MESSAGES + "m.state = 'to-print'" + BY_PLACE;

    /** Those that are being sent, or are paused and may have been forgotten; they are about no request. */
    private static final String ANNOUNCEMENTS = """
            select null::text, null::text, null::date, count(*) over ()
            from announcement a where a.organisation = ? and a.state in ('running', 'paused') limit 1
            """;

    /**
     * What there is to tell.
     *
     * @param today in the zone of the organisation
     * @param since what happened later than this was not told yet
     * @param until what happens later than this is told next time
     */
    Digest collect(Connection connection, OrganisationFacts about, LocalDate today, Instant since, Instant until)
            throws SQLException {
        String organisation = about.organisation();
        OffsetDateTime from = since.atOffset(ZoneOffset.UTC);
        OffsetDateTime to = until.atOffset(ZoneOffset.UTC);
        List<Topic> topics = new ArrayList<>();
        topic(connection, Subject.OVERDUE, OVERDUE, organisation, today).ifPresent(topics::add);
        topic(connection, Subject.DUE_SOON, DUE_SOON, organisation, today, today.plusDays(DAYS_AHEAD))
                .ifPresent(topics::add);
        topic(connection, Subject.TASKS_FAILED, TOLD, organisation, "staff-task-failed", from, to)
                .ifPresent(topics::add);
        topic(connection, Subject.MESSAGES_FAILED, FAILED, organisation, from, to)
                .ifPresent(topics::add);
        topic(connection, Subject.SUPPRESSED, SUPPRESSED, organisation, from, to)
                .ifPresent(topics::add);
        topic(connection, Subject.TO_PRINT, TO_PRINT, organisation).ifPresent(topics::add);
        topic(connection, Subject.NEW, TOLD, organisation, "staff-new", from, to)
                .ifPresent(topics::add);
        topic(connection, Subject.WAITING, WAITING, organisation).ifPresent(topics::add);
        topic(connection, Subject.ANNOUNCEMENTS, ANNOUNCEMENTS, organisation).ifPresent(topics::add);
        return new Digest(about, today, open(connection, organisation), topics);
    }

    private static int open(Connection connection, String organisation) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COUNT_OPEN)) {
            select.setString(1, organisation);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Empty when there is nothing to say of it. */
    private static Optional<Topic> topic(Connection connection, Subject subject, String sql, Object... parameters)
            throws SQLException {
        int count = 0;
        List<Line> lines = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                select.setObject(index + 1, parameters[index]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    count = rows.getInt(4);
                    if (rows.getString(1) != null) {
                        lines.add(new Line(rows.getString(1), rows.getString(2), rows.getObject(3, LocalDate.class)));
                    }
                }
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(new Topic(
                        subject,
                        count,
                        lines.subList(0, Math.min(MOST_LINES, lines.size())),
                        lines.size() > MOST_LINES));
    }
}
