package nl.privacyloket.retention.date;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Moments of the database, in columns {@code timestamptz}. */
public final class Moments {

    private Moments() {}

    /** @return {@code null} when the column is */
    public static Instant of(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
