package nl.privacyloket.connector.mapping;

/**
 * Name of a table in the data system's database.
 *
 * @param schema schema, as in the catalogue (no quotes)
 * @param name table, as in the catalogue (no quotes)
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

    /** {@code table} in the given schema, or {@code schema.table} when the text names one itself. */
    public static TableName parse(String text, String defaultSchema) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new TableName(defaultSchema, text)
                : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** The name as SQL, quoted. */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** Any identifier as SQL, quoted. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
