package nl.privacyloket.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.sample.SampleSystem;

/** Looks and writes straight into the databases of the data systems, as their own applications would. */
record DataRows(Stack stack) {

    /** Runs an insert or update whose single returned value is the answer. */
    String write(String sql, Object... values) {
        return text(sql, values);
    }

    long count(String sql, Object... values) {
        return Long.parseLong(text(sql, values));
    }

    /** The first column of the first row as text. */
    String text(String sql, Object... values) {
        try (Connection connection = stack.connect(SampleSystem.DATABASE);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
