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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.notification.bounce.BounceStatus;
import nl.privacyloket.notification.bounce.BouncedMail;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/** Mails of announcements that come back. They count as failed, and an address that is none is not written to again. */
public final class AnnouncedBounces implements BouncedMail {
    private static final String UUID_FORM = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern ID = Pattern.compile("a\\." + UUID_FORM + "\\." + UUID_FORM);

    private final SuppressedAddresses suppressed;
    private final Duration believedFor;

    /** @param believedFor how long after the sending a report is believed */
    public AnnouncedBounces(SuppressedAddresses suppressed, Duration believedFor) {
        this.suppressed = suppressed;
        this.believedFor = believedFor;
    }

    /** What stands before the at-sign of the Message-ID. */
    static String mailId(UUID announcement, UUID subscriber) {
        return "a." + announcement + "." + subscriber;
    }

    @Override
    public boolean bounced(Connection connection, String organisation, String id, BounceStatus status, Instant at)
            throws SQLException {
        Matcher ids = ID.matcher(id);
        if (!ids.matches()) {
            return false;
        }
        UUID announcement = UUID.fromString(ids.group(1));
        String owner = lock(connection, announcement);
        if (owner == null || organisation != null && !organisation.equals(owner)) {
            return false;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select address_hash, state from announcement_mail
                where announcement = ? and subscriber = ? and state in ('sent', 'failed') and settled_at > ? for update
                """)) {
            select.setObject(1, announcement);
            select.setObject(2, UUID.fromString(ids.group(2)));
            select.setObject(3, at.minus(believedFor).atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                if (row.getString(2).equals("sent")) {
                    fail(connection, announcement, owner, row.getString(1), status, at);
                }
                return true;
            }
        }
    }

    /** The organisation whose announcement it is; null when there is none. */
    private static String lock(Connection connection, UUID announcement) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select organisation from announcement where id = ? for update")) {
            select.setObject(1, announcement);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private void fail(
            Connection connection,
            UUID announcement,
            String organisation,
            String addressHash,
            BounceStatus status,
            Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update announcement_mail set state = 'failed', last_failure = ?
                where announcement = ? and address_hash = ?
                """)) {
            update.setString(1, status.reason());
            update.setObject(2, announcement);
            update.setString(3, addressHash);
            update.executeUpdate();
        }
        Progress progress = Progress.read(connection, announcement);
        progress.counts[Progress.SENT]--;
        progress.counts[Progress.FAILED]++;
        progress.write(connection, announcement);
        Optional<String> code = status.condemning(addressHash, address -> suppressed.hash(organisation, address));
        if (code.isPresent()) {
            suppressed.suppress(
                    connection,
                    organisation,
                    addressHash,
                    SuppressedAddresses.Reason.BOUNCED,
                    code.get(),
                    MessageFacts.ITSELF,
                    at);
        }
    }
}
