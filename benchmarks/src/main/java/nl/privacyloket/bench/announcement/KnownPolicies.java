package nl.privacyloket.bench.announcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/** What notification-service has heard of policies. */
public final class KnownPolicies {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private KnownPolicies() {}

    /** Waits until it knows one of that organisation. */
    public static void await(Stack stack, String organisation) throws SQLException, InterruptedException {
        try (Connection connection = stack.connect(StackService.DATABASE);
                PreparedStatement select = connection.prepareStatement(
                        "select 1 from notification.organisation_policy where organisation = ?")) {
            select.setString(1, organisation);
            if (!Polling.upTo(LIMIT).untilTrue(() -> isThere(select))) {
                throw new IllegalStateException("no policy of " + organisation + " came in " + LIMIT);
            }
        }
    }

    private static boolean isThere(PreparedStatement select) {
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
