package nl.privacyloket.connector.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.catalogue.CatalogueReader;
import nl.privacyloket.connector.mapping.TableName;

/** What a PostgreSQL server has and does, as opposed to what SQL it takes. */
abstract class PostgresServer implements Dialect {
    private static final String FOREIGN_KEY = "23503";
    private static final String INTEGRITY = "23";
    private static final String RAISED_BY_TRIGGER = "P0001";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DATA_EXCEPTION = "22";
    /** Statements that do not fit, and what the system's own procedures raise. */
    private static final List<String> OF_A_RECORD = List.of("42", "P0");

    @Override
    public Catalogue catalogue(Connection connection, Collection<TableName> names) throws SQLException {
        return CatalogueReader.read(connection, names);
    }

    @Override
    public List<String> obstacles(Connection connection) {
        return List.of();
    }

    @Override
    public Optional<String> blindSpot(Connection connection, String schema) {
        return Optional.empty();
    }

    @Override
    public Optional<String> problemAsKey(CatalogueColumn column) {
        return Optional.empty();
    }

    @Override
    public Optional<String> problemAsKey(List<CatalogueColumn> key) {
        return Optional.empty();
    }

    @Override
    public boolean isComparable(
            Connection connection, TableName table, CatalogueColumn own, TableName other, CatalogueColumn theirs)
            throws SQLException {
        return accepts(
                connection,
                "SELECT 1 FROM " + table.sql() + " c JOIN " + other.sql() + " p ON c." + TableName.quote(own.name())
                        + " = p." + TableName.quote(theirs.name()) + " LIMIT 0");
    }

    @Override
    public boolean isComparable(Connection connection, TableName table, CatalogueColumn column) throws SQLException {
        return accepts(
                connection,
                "SELECT 1 FROM " + table.sql() + " WHERE " + TableName.quote(column.name()) + " = NULL::"
                        + column.type() + " LIMIT 0");
    }

    /** An explicit cast cuts text short without a word, so the value must also come back whole. */
    @Override
    public boolean fits(Connection connection, CatalogueColumn column, String value) throws SQLException {
        String literal = quoted(value);
        return accepts(
                connection,
                column.family() == Family.IDENTIFYING && column.type().contains("(")
                        ? "SELECT 1 / (CASE WHEN btrim((" + literal + "::" + column.type() + ")::text) = btrim("
                                + literal + ") THEN 1 ELSE 0 END)"
                        : "SELECT " + literal + "::" + column.type());
    }

    private static boolean accepts(Connection connection, String sql) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.releaseSavepoint(savepoint);
            return true;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            return false;
        }
    }

    @Override
    public boolean holds(Connection connection, CatalogueColumn column, String value) throws SQLException {
        String stored = "?::text::" + column.type();
        String comparison = column.type().startsWith("numeric")
                ? "(" + stored + ")::numeric = ?::text::numeric"
                : "lower(btrim((" + stored + ")::text)) = lower(btrim(?::text))";
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + comparison)) {
            statement.setString(1, value);
            statement.setString(2, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            String state = state(e);
            if (state.startsWith(DATA_EXCEPTION) || state.startsWith(INTEGRITY)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<String> problemToGeneralise(CatalogueColumn column) {
        return column.isDated() ? Optional.empty() : Optional.of("not a date or a timestamp");
    }

    @Override
    public boolean deletesCirclesWithinATable() {
        return true;
    }

    @Override
    public void useZone(Connection connection, ZoneId zone) throws SQLException {
        set(connection, "TimeZone", zone.getId());
    }

    @Override
    public void waitForLocks(Connection connection, Duration longest) throws SQLException {
        set(connection, "lock_timeout", longest.toMillis() + "ms");
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    @Override
    public void lock(Connection connection, UUID commandId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, commandId.getMostSignificantBits() ^ commandId.getLeastSignificantBits());
            statement.execute();
        }
    }

    @Override
    public void deferConstraints(Connection connection) throws SQLException {
        execute(connection, "SET CONSTRAINTS ALL DEFERRED");
    }

    @Override
    public void checkConstraints(Connection connection) throws SQLException {
        execute(connection, "SET CONSTRAINTS ALL IMMEDIATE");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public RefusalCause cause(SQLException e) {
        String state = state(e);
        if (state.equals(FOREIGN_KEY)) {
            return RefusalCause.STILL_REFERENCED;
        }
        if (state.startsWith(INTEGRITY) || state.equals(RAISED_BY_TRIGGER)) {
            return RefusalCause.CONSTRAINT;
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return RefusalCause.LOCKED;
        }
        if (state.startsWith(DATA_EXCEPTION)) {
            return RefusalCause.VALUE;
        }
        return OF_A_RECORD.stream().anyMatch(state::startsWith) ? RefusalCause.OF_A_RECORD : RefusalCause.OTHER;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
