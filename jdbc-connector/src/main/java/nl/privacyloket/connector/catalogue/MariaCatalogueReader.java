package nl.privacyloket.connector.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.catalogue.ForeignKey.OnDelete;
import nl.privacyloket.connector.mapping.TableName;

/**
 * Reads MariaDB's information schema. That shows no more than the account may see: a foreign key of a table on which it has
 * no privilege at all stays hidden.
 */
public final class MariaCatalogueReader {
    private static final String TABLE =
            "SELECT table_type, engine, table_schema, table_name FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";
    private static final String COLUMNS = """
            SELECT column_name, column_type, is_nullable, is_generated, collation_name, data_type, extra
            FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position
            """;
    private static final String UNIQUE_KEYS = """
            SELECT index_name, column_name, sub_part
            FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? AND non_unique = 0 ORDER BY index_name, seq_in_index
            """;
    private static final String FOREIGN_KEYS = """
            SELECT k.constraint_name, k.table_schema, k.table_name, k.referenced_table_schema, k.referenced_table_name,
                   r.delete_rule, k.column_name, k.referenced_column_name
            FROM information_schema.key_column_usage k
            JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
              AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
            WHERE (k.table_schema = ? AND k.table_name = ?)
               OR (k.referenced_table_schema = ? AND k.referenced_table_name = ?)
            ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position
            """;
    private static final String PRIMARY = "PRIMARY";
    private static final Set<String> IDENTIFYING = Set.of(
            "char",
            "varchar",
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "uuid",
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal");

    private MariaCatalogueReader() {}

    /** Reads what there is to know about these tables. */
    public static Catalogue read(Connection connection, Collection<TableName> names) throws SQLException {
        Map<TableName, CatalogueTable> tables = new LinkedHashMap<>();
        Map<String, ForeignKey> foreignKeys = new LinkedHashMap<>();
        for (TableName name : names) {
            try (PreparedStatement statement = prepared(connection, TABLE, name);
                    ResultSet found = statement.executeQuery()) {
                if (found.next()) {
                    TableName here = new TableName(found.getString(3), found.getString(4));
                    // Where names differ by case alone the server takes them for the same, and tells foreign keys by
                    // its
                    // own.
                    String obstacle = here.equals(name)
                            ? obstacle(found.getString(1), found.getString(2))
                            : "is called " + here + " here: write its name as the server does";
                    tables.put(name, table(connection, name, obstacle));
                }
            }
            readForeignKeys(connection, name, foreignKeys);
        }
        return new Catalogue(tables, List.copyOf(foreignKeys.values()));
    }

    private static PreparedStatement prepared(Connection connection, String sql, TableName name) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, name.schema());
        statement.setString(2, name.name());
        return statement;
    }

    private static String obstacle(String type, String engine) {
        if ("SYSTEM VERSIONED".equals(type)) {
            return "keeps the history of its rows, so that what is deleted stays";
        }
        if (!"BASE TABLE".equals(type)) {
            return "is not a table";
        }
        return "InnoDB".equalsIgnoreCase(engine)
                ? null
                : "is a table of the engine " + engine + ", which cannot take back a change; it must be InnoDB";
    }

    private static CatalogueTable table(Connection connection, TableName name, String obstacle) throws SQLException {
        Map<String, CatalogueColumn> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, name);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.put(rows.getString(1), column(rows));
            }
        }
        Map<String, List<String>> unique = new LinkedHashMap<>();
        Set<String> ofPrefixes = new TreeSet<>();
        try (PreparedStatement statement = prepared(connection, UNIQUE_KEYS, name);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                unique.computeIfAbsent(rows.getString(1), index -> new ArrayList<>())
                        .add(rows.getString(2));
                if (rows.getString(3) != null) {
                    // Unique are the first characters, which says more than that the value is; not less. But it names
                    // no
                    // column by itself.
                    ofPrefixes.add(rows.getString(1));
                }
            }
        }
        unique.keySet().removeAll(ofPrefixes);
        return new CatalogueTable(
                name,
                obstacle,
                columns,
                unique.getOrDefault(PRIMARY, List.of()),
                unique.values().stream().map(Set::copyOf).toList(),
                obstacle == null
                        ? privileges(connection, name, columns.values())
                        : Set.of("SELECT", "UPDATE", "DELETE"));
    }

    private static CatalogueColumn column(ResultSet row) throws SQLException {
        String type = row.getString(2);
        String kind = row.getString(6).toLowerCase(Locale.ROOT);
        String extra = row.getString(7).toLowerCase(Locale.ROOT);
        // A time that changes with the row says when that was, and nothing of when the row began.
        boolean changesByItself = extra.contains("on update");
        return new CatalogueColumn(
                row.getString(1),
                kind.equals("enum") ? type : type.toLowerCase(Locale.ROOT) + (changesByItself ? " " + extra : ""),
                changesByItself ? Family.OTHER : family(kind),
                row.getString(3).equals("NO"),
                row.getString(4).equals("ALWAYS"),
                row.getString(5));
    }

    /** Asked by doing nothing: privileges come by so many ways, roles among them, that only the server knows. */
    private static Set<String> privileges(Connection connection, TableName name, Collection<CatalogueColumn> columns)
            throws SQLException {
        String quoted = TableName.quote(columns.stream()
                .filter(column -> !column.generated())
                .findFirst()
                .orElseThrow()
                .name());
        Map<String, String> statements = Map.of(
                "SELECT", "SELECT 1 FROM " + name.sql() + " LIMIT 0",
                "UPDATE", "UPDATE " + name.sql() + " SET " + quoted + " = " + quoted + " WHERE 1 = 0",
                "DELETE", "DELETE FROM " + name.sql() + " WHERE 1 = 0");
        Set<String> privileges = new TreeSet<>();
        for (Map.Entry<String, String> asked : statements.entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(asked.getValue());
                privileges.add(asked.getKey());
            } catch (SQLException e) {
                if (!"42000".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        return privileges;
    }

    private static Family family(String type) {
        return switch (type) {
            case "date" -> Family.DATE;
            case "datetime" -> Family.TIMESTAMP;
            case "timestamp" -> Family.INSTANT;
            default -> IDENTIFYING.contains(type) ? Family.IDENTIFYING : Family.OTHER;
        };
    }

    private static void readForeignKeys(Connection connection, TableName name, Map<String, ForeignKey> keys)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, FOREIGN_KEYS, name)) {
            statement.setString(3, name.schema());
            statement.setString(4, name.name());
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, ForeignKey> found = new LinkedHashMap<>();
                while (rows.next()) {
                    TableName from = new TableName(rows.getString(2), rows.getString(3));
                    TableName to = new TableName(rows.getString(4), rows.getString(5));
                    OnDelete onDelete = onDelete(rows.getString(6));
                    String constraint = rows.getString(1);
                    ForeignKey key = found.computeIfAbsent(
                            from + "." + constraint,
                            any -> new ForeignKey(
                                    constraint, from, new ArrayList<>(), to, new ArrayList<>(), onDelete, false));
                    key.columns().add(rows.getString(7));
                    key.toColumns().add(rows.getString(8));
                }
                found.forEach(keys::putIfAbsent);
            }
        }
    }

    private static OnDelete onDelete(String rule) {
        return switch (rule) {
            case "CASCADE" -> OnDelete.CASCADE;
            case "SET NULL", "SET DEFAULT" -> OnDelete.LET_GO;
            default -> OnDelete.REFUSE;
        };
    }
}
