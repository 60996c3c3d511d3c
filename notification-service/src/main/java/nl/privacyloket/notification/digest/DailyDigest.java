package nl.privacyloket.notification.digest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import nl.privacyloket.notification.correspondence.OrganisationFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.organisation.PolicyInForce;
import nl.privacyloket.notification.queue.MessageQueue;

/**
 * Queues the mail that tells staff once a day what there is to do and what happened, at a time of the organisation's own
 * clock. The row of its day is written first, in the same transaction: of several instances one makes it, and a day on which there
 * is nothing to tell is done with too.
 */
public final class DailyDigest {
    private static final String KIND = "staff-digest";

    /** What is committed later than this after it was dated would be in no digest. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

    private static final int DAYS_KEPT = 31;

    private final OrganisationRegister organisations;
    private final DigestTopics topics = new DigestTopics();
    private final MessageQueue queue;
    private final LocalTime at;
    private final Clock clock;

    /** @param at time of day in the zone of each organisation; when the clocks skip it, the first that follows */
    public DailyDigest(OrganisationRegister organisations, MessageQueue queue, LocalTime at, Clock clock) {
        this.organisations = organisations;
        this.queue = queue;
        this.at = at;
        this.clock = clock;
    }

    private record Made(LocalDate day, Instant coversUntil) {}

    /**
     * Queues the digest of today, if its time has come and it was not made yet. A day that was missed is told with the next.
     *
     * @return whether one was queued: not when there is nothing to tell, or no address to tell it to
     */
    public boolean makeWhenDue(Connection connection, String organisation) throws SQLException {
        Instant now = clock.instant();
        Optional<PolicyInForce> policy = organisations.inForce(connection, organisation, now);
        if (policy.isEmpty() || policy.get().organisation().contact().email() == null) {
            return false;
        }
        ZonedDateTime here = now.atZone(policy.get().organisation().zone());
        LocalDate today = here.toLocalDate();
        boolean due = !here.isBefore(ZonedDateTime.of(today, at, here.getZone()));
        Optional<Made> last = last(connection, organisation);
        if (last.isEmpty()) {
            // Whoever comes later than the hour of the day begins on the next.
            take(connection, organisation, due ? today : today.minusDays(1), now.minus(SETTLED_AFTER));
            return false;
        }
        Instant until = now.minus(SETTLED_AFTER);
        if (!due || !last.get().day().isBefore(today) || !take(connection, organisation, today, until)) {
            return false;
        }
        forgetBefore(connection, organisation, today.minusDays(DAYS_KEPT));
        OrganisationFacts about =
                OrganisationFacts.about(KIND, organisation, policy.get().version());
        Digest digest = topics.collect(connection, about, today, last.get().coversUntil(), until);
        if (digest.open() == 0 && digest.topics().isEmpty()) {
            return false;
        }
        return queue.add(connection, organisation, about.id(), digest, today.toString(), now);
    }

    private static Optional<Made> last(Connection connection, String organisation) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select day, covers_until from digest where organisation = ? order by day desc limit 1")) {
            select.setString(1, organisation);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Made(
                                row.getObject(1, LocalDate.class),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** Whether the day is ours; another instance that is at it is waited for. */
    private static boolean take(Connection connection, String organisation, LocalDate day, Instant until)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into digest (organisation, day, covers_until) values (?, ?, ?)
                on conflict (organisation, day) do nothing
                """)) {
            insert.setString(1, organisation);
            insert.setObject(2, day);
            insert.setObject(3, until.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        }
    }

    private static void forgetBefore(Connection connection, String organisation, LocalDate day) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from digest where organisation = ? and day < ?")) {
            delete.setString(1, organisation);
            delete.setObject(2, day);
            delete.executeUpdate();
        }
    }
}
