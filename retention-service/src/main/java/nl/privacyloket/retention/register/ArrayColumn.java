package nl.privacyloket.retention.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Parameters of a statement that deals with many rows at once: each an array with one value of every row, to be unnested. */
public final class ArrayColumn {

    private ArrayColumn() {}

    /**
     * Sets one parameter.
     *
     * @param type of its elements, as PostgreSQL names it
     * @param value of one row
     */
    public static <T> void set(
            Connection connection,
            PreparedStatement statement,
            int position,
            String type,
            List<T> rows,
            Function<T, Object> value)
            throws SQLException {
        statement.setArray(
                position,
                connection.createArrayOf(type, rows.stream().map(value).toArray()));
    }
}
