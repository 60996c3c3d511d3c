package nl.privacyloket.connector.catalogue;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.catalogue.ForeignKey.OnDelete;
import nl.privacyloket.connector.mapping.TableName;

/** Reads PostgreSQL's system catalogue; needs no privileges on the tables themselves. */
public final class CatalogueReader {
    private static final String TABLE = """
            SELECT c.oid, c.relkind IN ('r', 'p'),
                   array_remove(ARRAY[
                     CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN 'SELECT' END,
                     CASE WHEN has_table_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,
                     CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'DELETE' END], NULL)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """;
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull OR t.typnotnull,
                   a.attgenerated <> '' OR a.attidentity = 'a',
                   t.typcategory, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL)
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;
    private static final String UNIQUE_KEYS = """
            SELECT i.indisprimary, array_agg(a.attname::text ORDER BY k.position)
            FROM pg_index i
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ?::oid AND i.indisunique AND i.indisvalid
              AND i.indpred IS NULL AND i.indexprs IS NULL AND k.position <= i.indnkeyatts
            GROUP BY i.indexrelid, i.indisprimary
            """;
    /** A foreign key may be one that is written down and not enforced since PostgreSQL 18; such a one refuses nothing. */
    private static final String FOREIGN_KEYS = """
            SELECT c.conname, fn.nspname, f.relname, tn.nspname, t.relname, c.confdeltype,
                   c.condeferrable AND c.confdeltype = 'a',
                   (SELECT array_agg(a.attname::text ORDER BY k.position)
                    FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, position)
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum),
                   (SELECT array_agg(a.attname::text ORDER BY k.position)
                    FROM unnest(c.confkey) WITH ORDINALITY AS k(attnum, position)
                    JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum)
            FROM pg_constraint c
            JOIN pg_class f ON f.oid = c.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
            JOIN pg_class t ON t.oid = c.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE c.contype = 'f' AND c.conparentid = 0
              AND coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true)
              AND (c.conrelid = ANY(?::oid[]) OR c.confrelid = ANY(?::oid[]))
            ORDER BY fn.nspname, f.relname, c.conname
            """;

    private static final Set<String> IDENTIFYING = Set.of("uuid", "bigint", "integer", "smallint", "numeric", "citext");

    private CatalogueReader() {}

    /** Reads what there is to know about these tables. */
    public static Catalogue read(Connection connection, Collection<TableName> names) throws SQLException {
        Map<TableName, CatalogueTable> tables = new LinkedHashMap<>();
        List<Long> oids = new ArrayList<>();
        for (TableName name : names) {
            try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
                statement.setString(1, name.schema());
                statement.setString(2, name.name());
                try (ResultSet found = statement.executeQuery()) {
                    if (found.next()) {
                        long oid = found.getLong(1);
                        oids.add(oid);
                        tables.put(name, table(connection, name, oid, found.getBoolean(2), texts(found.getArray(3))));
                    }
                }
            }
        }
        return new Catalogue(tables, foreignKeys(connection, oids));
    }

    private static CatalogueTable table(
            Connection connection, TableName name, long oid, boolean isTable, List<String> privileges)
            throws SQLException {
        Map<String, CatalogueColumn> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(
                            rows.getString(1),
                            new CatalogueColumn(
                                    rows.getString(1),
                                    rows.getString(2),
                                    family(rows.getString(5), rows.getString(6)),
                                    rows.getBoolean(3),
                                    rows.getBoolean(4),
                                    null));
                }
            }
        }
        List<String> primaryKey = List.of();
        List<Set<String>> uniqueKeys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE_KEYS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<String> key = texts(rows.getArray(2));
                    uniqueKeys.add(Set.copyOf(key));
                    primaryKey = rows.getBoolean(1) ? key : primaryKey;
                }
            }
        }
        return new CatalogueTable(
                name, isTable ? null : "is not a table", columns, primaryKey, uniqueKeys, new TreeSet<>(privileges));
    }

    private static Family family(String category, String baseType) {
        return switch (baseType) {
            case "date" -> Family.DATE;
            case "timestamp without time zone" -> Family.TIMESTAMP;
            case "timestamp with time zone" -> Family.INSTANT;
            default -> category.equals("S") || IDENTIFYING.contains(baseType) ? Family.IDENTIFYING : Family.OTHER;
        };
    }

    private static List<ForeignKey> foreignKeys(Connection connection, List<Long> oids) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        Array wanted = connection.createArrayOf("bigint", oids.toArray());
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setArray(1, wanted);
            statement.setArray(2, wanted);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new ForeignKey(
                            rows.getString(1),
                            new TableName(rows.getString(2), rows.getString(3)),
                            texts(rows.getArray(8)),
                            new TableName(rows.getString(4), rows.getString(5)),
                            texts(rows.getArray(9)),
                            onDelete(rows.getString(6)),
                            rows.getBoolean(7)));
                }
            }
        }
        return keys;
    }

    private static OnDelete onDelete(String code) {
        return switch (code) {
            case "c" -> OnDelete.CASCADE;
            case "n", "d" -> OnDelete.LET_GO;
            default -> OnDelete.REFUSE;
        };
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
