package nl.privacyloket.connector.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.catalogue.MariaCatalogueReader;
import nl.privacyloket.connector.dialect.MariaType.Kind;
import nl.privacyloket.connector.mapping.TableName;

/** Which servers of MariaDB can be served, and what they have and do, as opposed to what SQL they take. */
abstract class MariaServer implements Dialect {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int OLDEST_MAJOR = 10;
    private static final int OLDEST_MINOR = 6;
    /** As many as there are rows in the table of locks. */
    private static final int LOCKS = 512;
    /** Characters that the connector's tables have for a key. */
    private static final int KEY = 600;

    private static final Set<Integer> REFERENCED = Set.of(1216, 1217, 1451, 1452);
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int SAVEPOINT_GONE = 1305;
    /** Truncated or ill-formed values that come without a class of their own. */
    private static final Set<Integer> VALUES = Set.of(1265, 1366);

    @Override
    public List<String> obstacles(Connection connection) throws SQLException {
        Optional<String> tooOld = problem(value(connection, "SELECT VERSION()"));
        if (tooOld.isPresent()) {
            return List.of(tooOld.get());
        }
        List<String> obstacles = new ArrayList<>();
        if (isOn(value(connection, "SHOW GLOBAL VARIABLES LIKE 'wsrep_on'"))) {
            obstacles.add("is a node of a Galera cluster, whose nodes do not share their locks;"
                    + " the safety of permits rests on those");
        }
        if (isOn(value(connection, "SHOW GLOBAL VARIABLES LIKE 'log_bin'"))
                && "STATEMENT".equals(value(connection, "SHOW VARIABLES LIKE 'binlog_format'"))) {
            obstacles.add("writes its log by statement (binlog_format), which does not go with READ COMMITTED");
        }
        if (isOn(value(connection, "SHOW GLOBAL VARIABLES LIKE 'innodb_rollback_on_timeout'"))) {
            obstacles.add(
                    "takes back a whole transaction when one row stays locked (innodb_rollback_on_timeout), so that a"
                            + " purge could not go on without that row");
        }
        return obstacles;
    }

    /** Why a server of that version cannot be served, if it cannot. */
    static Optional<String> problem(String version) {
        if (!version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return Optional.of("is a MySQL server (" + version + "), which is not supported; MariaDB from 10.6 is");
        }
        return isRecent(version)
                ? Optional.empty()
                : Optional.of("is MariaDB " + version + "; it must be 10.6 or later, for JSON_TABLE and SKIP LOCKED");
    }

    private static boolean isRecent(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major > OLDEST_MAJOR || major == OLDEST_MAJOR && Integer.parseInt(parts.group(2)) >= OLDEST_MINOR;
    }

    private static boolean isOn(String value) {
        return "ON".equalsIgnoreCase(value) || "1".equals(value);
    }

    /** The last column of the first row, or {@code ""}. */
    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(row.getMetaData().getColumnCount()) : "";
        }
    }

    @Override
    public Catalogue catalogue(Connection connection, Collection<TableName> names) throws SQLException {
        return MariaCatalogueReader.read(connection, names);
    }

    /**
     * Foreign keys of a table on which the account has no right are hidden from it. Whoever may read all tables is told that
     * one is not there; others are told that they may not.
     */
    @Override
    public Optional<String> blindSpot(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1 FROM " + new TableName(schema, "no such table").sql() + " LIMIT 0");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_TABLE) {
                return Optional.of("may not read every table of " + schema
                        + ": a foreign key of one that it does not see would go unnoticed; grant SELECT on " + schema
                        + ".*");
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> problemAsKey(CatalogueColumn column) {
        MariaType type = MariaType.of(column);
        if (!type.isKey()) {
            return Optional.of(
                    "cannot name a row: a key is text of a bounded length, a whole or decimal number, a UUID, a"
                            + " date, a time or bytes");
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> problemAsKey(List<CatalogueColumn> key) {
        // Braces, and with each value its name in quotes, a colon and a comma, each with a blank.
        long longest = 2;
        for (CatalogueColumn column : key) {
            longest += 2L * column.name().length() + 6 + MariaType.of(column).asKey();
        }
        return longest > KEY
                ? Optional.of("may take " + longest + " characters when it is remembered as the key of a row, with its"
                        + " names and with what has to be escaped, and there is room for " + KEY)
                : Optional.empty();
    }

    /** MariaDB itself compares a number with a text by what digits the text begins with. */
    @Override
    public boolean isComparable(
            Connection connection, TableName table, CatalogueColumn own, TableName other, CatalogueColumn theirs) {
        MariaType mine = MariaType.of(own);
        MariaType parents = MariaType.of(theirs);
        if (mine.isText() && parents.isText()) {
            return own.collation().equals(theirs.collation());
        }
        return mine.isKey() && (mine.kind() == parents.kind() || mine.isNumber() && parents.isNumber());
    }

    @Override
    public boolean isComparable(Connection connection, TableName table, CatalogueColumn column) {
        return MariaType.of(column).kind() != Kind.BLOB;
    }

    @Override
    public boolean fits(Connection connection, CatalogueColumn column, String value) throws SQLException {
        if (column.type().startsWith("enum(")) {
            return column.type().contains("'" + value.replace("'", "''") + "'");
        }
        return holds(connection, column, value);
    }

    @Override
    public boolean holds(Connection connection, CatalogueColumn column, String value) throws SQLException {
        MariaType type = MariaType.of(column);
        if (!type.isJudged() || type.written(value, ZoneOffset.UTC).isEmpty()) {
            return false;
        }
        if (!type.isText() || column.collation().startsWith("utf8mb4_")) {
            return true;
        }
        // An older character set may have no such letter, and would put a question mark.
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + text("CONVERT(? USING " + characters(column) + ")") + " = " + text("?"))) {
            query.setString(1, value);
            query.setString(2, value);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static String characters(CatalogueColumn column) {
        return column.collation().substring(0, column.collation().indexOf('_'));
    }

    @Override
    public Optional<String> problemToGeneralise(CatalogueColumn column) {
        if (!column.isDated()) {
            return Optional.of("not a date or a timestamp");
        }
        return column.family() == Family.INSTANT
                ? Optional.of("and MariaDB does not know the zone: use a datetime or a date")
                : Optional.empty();
    }

    @Override
    public boolean deletesCirclesWithinATable() {
        return false;
    }

    @Override
    public void useZone(Connection connection, ZoneId zone) {
        // Sessions are in UTC.
    }

    /** Whole seconds, at least one: with none, passing over locked rows fails and takes the transaction along (11.4). */
    @Override
    public void waitForLocks(Connection connection, Duration longest) throws SQLException {
        execute(connection, "SET SESSION innodb_lock_wait_timeout = " + Math.max(1, longest.toSeconds()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void lock(Connection connection, UUID commandId) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT bucket FROM command_lock WHERE bucket = ? FOR UPDATE")) {
            lock.setInt(1, Math.floorMod(commandId.hashCode(), LOCKS));
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("a lock of the connector is missing");
                }
            }
        }
    }

    /** There are none that can wait. */
    @Override
    public void deferConstraints(Connection connection) {}

    @Override
    public void checkConstraints(Connection connection) {}

    @Override
    public RefusalCause cause(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (REFERENCED.contains(e.getErrorCode())) {
            return RefusalCause.STILL_REFERENCED;
        }
        if (state.startsWith("23") || state.startsWith("45")) {
            return RefusalCause.CONSTRAINT;
        }
        if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) {
            return RefusalCause.LOCKED;
        }
        // After a deadlock the whole transaction is gone, savepoints included: nothing of it may go on.
        if (e.getErrorCode() == SAVEPOINT_GONE) {
            return RefusalCause.OTHER;
        }
        if (state.startsWith("22") || VALUES.contains(e.getErrorCode())) {
            return RefusalCause.VALUE;
        }
        return state.startsWith("42") ? RefusalCause.OF_A_RECORD : RefusalCause.OTHER;
    }
}
