package nl.privacyloket.connector.rows;

import java.util.List;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;

/**
 * SQL for rows named by their keys. Keys travel as JSON text in the database's own form, so that keys of any type and any
 * number of columns go through one parameter.
 */
public final class RowSql {
    private RowSql() {}

    /** The key of a row as JSON, as the connector's own tables have it. */
    public static String key(FittedMapping fitted, MappedTable table, String alias) {
        return fitted.dialect().key(alias, fitted.keyColumns(table));
    }

    /** The key of a row as JSON text. */
    public static String keyText(FittedMapping fitted, MappedTable table, String alias) {
        return fitted.dialect().keyText(alias, fitted.keyColumns(table));
    }

    /** Rows {@code t} by their keys in one parameter, {@link #array}: what follows {@code FROM}. */
    public static String named(FittedMapping fitted, MappedTable table) {
        return fitted.dialect().named(table.name(), fitted.keyColumns(table));
    }

    /** The parameter of {@link #named}: rows or their keys, a JSON object each. */
    public static String array(FittedMapping fitted, List<String> texts) {
        return fitted.dialect().rowsParameter(texts);
    }
}
