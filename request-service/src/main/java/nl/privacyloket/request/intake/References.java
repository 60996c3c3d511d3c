package nl.privacyloket.request.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Gives out references such as {@code PRIFORA-2026-000001}, numbered by organisation and year. A number is taken in a
 * short transaction of its own, so one whose request fails is skipped, and intakes do not wait for each other.
 */
@ApplicationScoped
public class References {

    /*
     * Everybody at an organisation counts on one row, so it is held no longer than needed: the commit does not wait for the
     * disk. It need not: what uses the number is committed after it, in the same log of the server, and waits for both. A
     * number that a crash takes back was nobody's.
     */
    private static final String NEXT = """
            insert into reference_counter (organisation, year, last)
            select ?, ?, 1 from set_config('synchronous_commit', 'off', true)
            on conflict (organisation, year) do update set last = reference_counter.last + 1
            returning last
            """;

    private final DataSource dataSource;

    References(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The next reference. Not to be called inside a transaction: others would wait for its end.
     *
     * @param series the organisation's id, for what is numbered apart with something after it
     * @throws IllegalStateException when a transaction is running
     */
    public String next(String series, int year) {
        return "%s-%d-%06d".formatted(series.toUpperCase(Locale.ROOT), year, number(series, year));
    }

    private long number(String series, int year) {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException("a reference is taken outside of transactions");
            }
            try (PreparedStatement next = connection.prepareStatement(NEXT)) {
                next.setString(1, series);
                next.setInt(2, year);
                try (ResultSet row = next.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no reference was given, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
