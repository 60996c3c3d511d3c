package nl.privacyloket.notification.announcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.announcement.AnnouncementFacts.Subject;

/** Forgets to whom an announcement went, when no mail of it comes back any more. The counts stay. */
public final class AnnouncementRetention {
    private final Duration kept;
    private final AnnouncementFacts facts = new AnnouncementFacts();

    /** @param kept how long after its end */
    public AnnouncementRetention(Duration kept) {
        this.kept = kept;
    }

    /**
     * Erases the mails of one announcement that ended long enough ago.
     *
     * @return whether there was one, and so may be another
     */
    public boolean erase(Connection connection, Instant now) throws SQLException {
        Optional<Subject> ended = ended(connection, now);
        if (ended.isEmpty()) {
            return false;
        }
        UUID id = ended.get().id();
        try (PreparedStatement delete =
                connection.prepareStatement("delete from announcement_mail where announcement = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update announcement set rows_erased_at = ? where id = ?")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, id);
            update.executeUpdate();
        }
        facts.rowsErased(connection, ended.get(), now);
        return true;
    }

    private Optional<Subject> ended(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id, organisation, policy_version from announcement
                where ended_at <= ? and rows_erased_at is null order by ended_at limit 1 for update skip locked
                """)) {
            select.setObject(1, now.minus(kept).atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Subject(row.getObject(1, UUID.class), row.getString(2), row.getInt(3)))
                        : Optional.empty();
            }
        }
    }
}
