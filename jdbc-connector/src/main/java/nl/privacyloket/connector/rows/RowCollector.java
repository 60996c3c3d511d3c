package nl.privacyloket.connector.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.dialect.JoinedColumn;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.ParentLink;
import nl.privacyloket.connector.mapping.TableName;

/** Collects the rows of a person: those that carry their identifiers, and all that hang under them. */
public final class RowCollector {
    private static final int FETCHED = 1_000;

    private final FittedMapping fitted;

    public RowCollector(FittedMapping fitted) {
        this.fitted = fitted;
    }

    /**
     * Collects from the given rows downwards, parents before children.
     *
     * @param seeds keys, as JSON, of the rows to begin with, by table
     * @param lock whether to lock each row for change, so that nothing is added to it meanwhile
     */
    public PersonRows collect(Connection connection, Map<TableName, ? extends Collection<String>> seeds, boolean lock)
            throws SQLException {
        return collect(connection, seeds, lock, Integer.MAX_VALUE);
    }

    /**
     * The same, with no more rows in memory than are allowed.
     *
     * @throws TooManyRowsException when there are more
     */
    public PersonRows collect(
            Connection connection, Map<TableName, ? extends Collection<String>> seeds, boolean lock, int limit)
            throws SQLException {
        PersonRows rows = new PersonRows(limit);
        for (MappedTable table : fitted.parentsFirst()) {
            if (table.parent() != null) {
                addUnderParents(connection, table, rows, lock);
            }
            Collection<String> keys = seeds.get(table.name());
            if (keys != null && !keys.isEmpty()) {
                addByKey(connection, table, List.copyOf(keys), rows, lock);
            }
        }
        return rows;
    }

    private void addByKey(Connection connection, MappedTable table, List<String> keys, PersonRows rows, boolean lock)
            throws SQLException {
        String sql = select(table, "0") + RowSql.named(fitted, table) + end(lock);
        add(connection, sql, RowSql.array(fitted, keys), table, List.of(), rows);
    }

    private void addUnderParents(Connection connection, MappedTable table, PersonRows rows, boolean lock)
            throws SQLException {
        ParentLink link = table.parent();
        MappedTable parent = fitted.mapping().tables().get(link.table());
        List<PersonRow> parents = rows.of(parent);
        if (parents.isEmpty()) {
            return;
        }
        List<JoinedColumn> columns = new ArrayList<>();
        link.join()
                .forEach((own, theirs) ->
                        columns.add(JoinedColumn.toParent(fitted.column(table, own), fitted.column(parent, theirs))));
        String sql =
                select(table, fitted.dialect().number()) + fitted.dialect().numbered(table.name(), columns) + end(lock);
        add(
                connection,
                sql,
                RowSql.array(fitted, parents.stream().map(PersonRow::references).toList()),
                table,
                parents,
                rows);
    }

    private String select(MappedTable table, String parentNumber) {
        Dialect dialect = fitted.dialect();
        return "SELECT " + RowSql.keyText(fitted, table, "t") + ", "
                + dialect.keyText("t", fitted.columns(table, fitted.referredColumns(table))) + ", " + startedOn(table)
                + ", " + parentNumber + " FROM ";
    }

    private String end(boolean lock) {
        return " ORDER BY 1" + fitted.dialect().lock(lock ? RowLock.WAIT : RowLock.NONE, "t");
    }

    private void add(
            Connection connection,
            String sql,
            String parameter,
            MappedTable table,
            List<PersonRow> parents,
            PersonRows rows)
            throws SQLException {
        boolean isPart = fitted.mapping().isPart(table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // In portions, so that the limit on rows in memory is one.
            statement.setFetchSize(FETCHED);
            statement.setString(1, parameter);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    int number = found.getInt(4);
                    rows.addIfAbsent(new PersonRow(
                            table,
                            found.getString(1),
                            found.getString(2),
                            day(found, table),
                            number == 0 ? null : parents.get(number - 1),
                            isPart));
                }
            }
        }
    }

    private String startedOn(MappedTable table) {
        return table.startedOn() == null
                ? "NULL"
                : fitted.dialect()
                        .startedOn(
                                fitted.column(table, table.startedOn()),
                                fitted.mapping().zone());
    }

    private LocalDate day(ResultSet row, MappedTable table) throws SQLException {
        return table.startedOn() == null
                ? null
                : fitted.dialect()
                        .day(
                                row,
                                3,
                                fitted.column(table, table.startedOn()),
                                fitted.mapping().zone());
    }
}
