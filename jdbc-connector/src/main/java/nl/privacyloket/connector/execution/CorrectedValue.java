package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.person.CommandRefusedException;

/** Whether a corrected value goes into a column whole. A cast would cut it short or round it without a word. */
final class CorrectedValue {
    private CorrectedValue() {}

    /**
     * Refuses a value that the column cannot hold as it was given. Dates are ISO dates.
     *
     * @throws CommandRefusedException when it does not fit; the transaction must then go back to where it was
     */
    static void requireFit(Connection connection, CatalogueColumn column, String value) throws SQLException {
        boolean fits = column.family() == Family.DATE
                ? isDate(value)
                : Dialect.of(connection).holds(connection, column, value);
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
}
