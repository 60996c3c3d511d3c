package nl.privacyloket.kit.ratelimit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * What is left of each limit for all instances together, in their database. An instance takes a tenth of it at a time, so that
 * many calls of one key cost few writes, and the share of an instance that stops is a small loss.
 */
final class SharedBudget {
    private static final int SHARE = 10;
    private static final String GIVEN =
            "greatest(0, least(? - known.reserved, greatest(?, (? - known.reserved) / " + SHARE + ")))";
    private static final String RESERVE = """
            insert into rate_limit as known (key, ends_at, reserved, share) values (?, ?, ?, ?)
            on conflict (key) do update set
              ends_at = case when known.ends_at <= ? then excluded.ends_at else known.ends_at end,
              reserved = case when known.ends_at <= ? then excluded.reserved else known.reserved + %s end,
              share = case when known.ends_at <= ? then excluded.share else %s end
            returning share, ends_at
            """.formatted(GIVEN, GIVEN);
    private static final String FORGET = "delete from rate_limit where ends_at <= ?";

    private final DataSource dataSource;

    SharedBudget(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What an instance may spend.
     *
     * @param calls less than was wanted when no more is left
     * @param endsAt when the whole limit is there again
     */
    record Share(int calls, Instant endsAt) {}

    /** Takes a share of what is left, not less than is wanted when there is as much. */
    Share reserve(byte[] key, Limit limit, int wanted, Instant now) throws SQLException {
        int first = Math.min(limit.calls(), Math.max(wanted, limit.calls() / SHARE));
        OffsetDateTime at = time(now);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement reserve = connection.prepareStatement(RESERVE)) {
            int next = 0;
            reserve.setBytes(++next, key);
            reserve.setObject(++next, time(now.plus(limit.within())));
            reserve.setInt(++next, first);
            reserve.setInt(++next, first);
            reserve.setObject(++next, at);
            reserve.setObject(++next, at);
            next = given(reserve, next, limit, wanted);
            reserve.setObject(++next, at);
            given(reserve, next, limit, wanted);
            try (ResultSet row = reserve.executeQuery()) {
                row.next();
                return new Share(
                        row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }

    private static int given(PreparedStatement reserve, int last, Limit limit, int wanted) throws SQLException {
        reserve.setInt(last + 1, limit.calls());
        reserve.setInt(last + 2, wanted);
        reserve.setInt(last + 3, limit.calls());
        return last + 3;
    }

    /** Removes what is over. */
    int forget(Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setObject(1, time(now));
            return forget.executeUpdate();
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
