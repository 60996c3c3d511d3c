package nl.privacyloket.connector.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;

/** Counts by how many rows each combination of values in some columns is shared. Gives counts, never a value. */
public final class KAnonymityReport {
    private static final int SECONDS = 60;

    private final FittedMapping fitted;

    public KAnonymityReport(FittedMapping fitted) {
        this.fitted = fitted;
    }

    /** The mapped table of that name. */
    public Optional<MappedTable> table(String name) {
        Map<TableName, MappedTable> tables = fitted.mapping().tables();
        return Optional.ofNullable(
                tables.get(TableName.parse(name, fitted.mapping().database().schema())));
    }

    /** Those of the columns that the table does not have. */
    public List<String> unknown(MappedTable table, List<String> columns) {
        return columns.stream()
                .filter(column -> fitted.column(table, column) == null)
                .toList();
    }

    /**
     * Looks at all rows of the table.
     *
     * @param columns columns that it has
     * @throws SQLException when it takes longer than a minute, too
     */
    public KAnonymity read(Connection connection, MappedTable table, List<String> columns, int k) throws SQLException {
        // As text, so that columns without an order of their own can be grouped too.
        String grouped = columns.stream()
                .map(column -> fitted.dialect().text("t." + TableName.quote(column)))
                .collect(Collectors.joining(", "));
        String sql = "SELECT coalesce(sum(n), 0), count(*), coalesce(min(n), 0), coalesce(sum(CASE WHEN n < " + k
                + " THEN n END), 0) FROM (SELECT count(*) AS n FROM "
                + table.name().sql() + " t GROUP BY " + grouped + ") g";
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return new KAnonymity(
                        fitted.mapping().label(table.name()),
                        k,
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4));
            }
        }
    }
}
