package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.person.CommandRefusedException;

/** Whether a corrected value goes into a column whole. A cast would cut it short or round it without a word. */
final class CorrectedValue {
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY = "23";

    private CorrectedValue() {}

    /**
     * Refuses a value that the column cannot hold as it was given. Dates are ISO dates.
     *
     * @throws CommandRefusedException when it does not fit; the transaction must then go back to where it was
     */
    static void requireFit(Connection connection, CatalogueColumn column, String value) throws SQLException {
        boolean fits = column.family() == Family.DATE ? isDate(value) : comesBackWhole(connection, column, value);
        if (!fits) {
            throw new CommandRefusedException(CommandRefusedException.VALUE_DOES_NOT_FIT);
        }
    }

    private static boolean isDate(String value) {
        try {
            return LocalDate.parse(value).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean comesBackWhole(Connection connection, CatalogueColumn column, String value)
            throws SQLException {
        String stored = "?::text::" + column.type();
        String comparison = column.type().startsWith("numeric")
                ? "(" + stored + ")::numeric = ?::text::numeric"
                : "lower(btrim((" + stored + ")::text)) = lower(btrim(?::text))";
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + comparison)) {
            statement.setString(1, value);
            statement.setString(2, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.startsWith(DATA_EXCEPTION) || state.startsWith(INTEGRITY)) {
                return false;
            }
            throw e;
        }
    }
}
