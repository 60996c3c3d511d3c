package nl.privacyloket.connector.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
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
        String sql = select(table, "NULL::bigint") + " JOIN " + RowSql.keys(fitted, table) + " ON "
                + RowSql.sameKey(fitted, table) + end(lock);
        add(connection, sql, RowSql.array(keys), table, List.of(), rows);
    }

    private void addUnderParents(Connection connection, MappedTable table, PersonRows rows, boolean lock)
            throws SQLException {
        ParentLink link = table.parent();
        MappedTable parent = fitted.mapping().tables().get(link.table());
        List<PersonRow> parents = rows.of(parent);
        if (parents.isEmpty()) {
            return;
        }
        List<String> conditions = new ArrayList<>();
        link.join()
                .forEach((own, theirs) ->
                        conditions.add("t." + TableName.quote(own) + " = p." + TableName.quote(theirs)));
        String sql = select(table, "e.n")
                + " JOIN (jsonb_array_elements(?::jsonb) WITH ORDINALITY AS e(v, n) CROSS JOIN LATERAL"
                + " jsonb_to_record(e.v) AS p("
                + RowSql.columns(
                        fitted, parent, link.parentColumns().stream().distinct().toList()) + ")) ON "
                + String.join(" AND ", conditions) + end(lock);
        add(
                connection,
                sql,
                RowSql.array(parents.stream().map(PersonRow::references).toList()),
                table,
                parents,
                rows);
    }

    private String select(MappedTable table, String parentNumber) {
        return "SELECT " + RowSql.json("t", fitted.key(table)) + "::text, "
                + RowSql.json("t", fitted.referredColumns(table)) + "::text, " + startedOn(table) + ", " + parentNumber
                + " FROM " + table.name().sql() + " t";
    }

    private static String end(boolean lock) {
        return " ORDER BY 1" + (lock ? " FOR UPDATE OF t" : "");
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
                            found.getObject(3, LocalDate.class),
                            number == 0 ? null : parents.get(number - 1),
                            isPart));
                }
            }
        }
    }

    private String startedOn(MappedTable table) {
        if (table.startedOn() == null) {
            return "NULL::date";
        }
        CatalogueColumn column = fitted.column(table, table.startedOn());
        String name = "t." + TableName.quote(column.name());
        String day = column.family() == CatalogueColumn.Family.INSTANT
                ? "(" + name + " AT TIME ZONE '" + zone() + "')::date"
                : name + "::date";
        // "infinity" is no day on which anything began.
        return "CASE WHEN isfinite(" + name + ") THEN " + day + " END";
    }

    private String zone() {
        ZoneId zone = fitted.mapping().zone();
        return zone.getId().replace("'", "''");
    }
}
