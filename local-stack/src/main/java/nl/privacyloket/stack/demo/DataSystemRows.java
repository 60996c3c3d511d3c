package nl.privacyloket.stack.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.sample.SampleSystem;

/** Looks into a data system's own database, as its owner does. */
final class DataSystemRows {

    private final String jdbcUrl;
    private final SampleSystem system;

    DataSystemRows(StackAddresses addresses, SampleSystem system) {
        this.jdbcUrl = addresses.jdbcUrl(SampleSystem.DATABASE);
        this.system = system;
    }

    /** The first row of a query, by column name. */
    Optional<Map<String, String>> first(String query, Object... parameters) {
        return all(query, parameters).stream().findFirst();
    }

    /** The only column of the only row, as a number. */
    long count(String query, Object... parameters) {
        return Long.parseLong(text(query, parameters));
    }

    /** The only column of the only row. */
    String text(String query, Object... parameters) {
        return first(query, parameters).orElseThrow().values().iterator().next();
    }

    /** All rows, each by column name. */
    List<Map<String, String>> all(String query, Object... parameters) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, system.schema(), system.schema());
                PreparedStatement statement = connection.prepareStatement(query)) {
            connection.setSchema(system.schema());
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return rows(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + system.id() + " did not answer", e);
        }
    }

    private static List<Map<String, String>> rows(PreparedStatement statement) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns; i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
