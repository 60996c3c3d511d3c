package nl.privacyloket.stack.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import org.postgresql.util.PGobject;

/** Fills one table in batches. Ids are handed out here, from 1, so that rows can point at each other before they are sent. */
final class SampleRows {

    private final Connection connection;
    private final String table;
    private final PreparedStatement insert;
    private long lastId;

    private SampleRows(Connection connection, String table, String columns) throws SQLException {
        this.connection = connection;
        this.table = table;
        int count = columns.split(",").length + 1;
        this.insert = connection.prepareStatement("INSERT INTO " + table + " (id, " + columns + ") VALUES ("
                + String.join(", ", Collections.nCopies(count, "?")) + ")");
    }

    /** Rows of this table; {@code columns} are those beside {@code id}, separated by commas. */
    static SampleRows of(Connection connection, String table, String columns) throws SQLException {
        return new SampleRows(connection, table, columns);
    }

    /** A value of a PostgreSQL type that JDBC has no name for. */
    static PGobject typed(String type, String value) {
        PGobject object = new PGobject();
        object.setType(type);
        try {
            object.setValue(value);
        } catch (SQLException e) {
            throw new IllegalArgumentException(e);
        }
        return object;
    }

    /** Adds a row and returns its id. */
    long add(Object... values) throws SQLException {
        lastId++;
        addWithId(lastId, values);
        return lastId;
    }

    /** Adds a row of a table whose ids are no numbers. */
    void addWithId(Object id, Object... values) throws SQLException {
        insert.setObject(1, id);
        for (int i = 0; i < values.length; i++) {
            set(i + 2, values[i]);
        }
        insert.addBatch();
    }

    /** Sends the rows; later rows of the table get ids after these. */
    void send() throws SQLException {
        insert.executeBatch();
        insert.close();
        if (lastId > 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE " + table + " ALTER COLUMN id RESTART WITH " + (lastId + 1));
            }
        }
    }

    private void set(int index, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            insert.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof String[] texts) {
            insert.setArray(index, connection.createArrayOf("text", texts));
        } else {
            insert.setObject(index, value);
        }
    }
}
