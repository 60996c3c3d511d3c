package nl.privacyloket.connector.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which servers can be served. */
final class MariaServer {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int OLDEST_MAJOR = 10;
    private static final int OLDEST_MINOR = 6;

    private MariaServer() {}

    /** Why this one cannot; empty when it can. */
    static List<String> obstacles(Connection connection) throws SQLException {
        String version = value(connection, "SELECT VERSION()");
        if (!version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return List.of("is a MySQL server (" + version + "), which is not supported; MariaDB from 10.6 is");
        }
        List<String> obstacles = new ArrayList<>();
        if (!isRecent(version)) {
            obstacles.add("is MariaDB " + version + "; it must be 10.6 or later, for JSON_TABLE and SKIP LOCKED");
        }
        if (isOn(value(connection, "SHOW GLOBAL VARIABLES LIKE 'wsrep_on'"))) {
            obstacles.add("is a node of a Galera cluster, whose nodes do not share their locks;"
                    + " the safety of permits rests on those");
        }
        if (isOn(value(connection, "SHOW GLOBAL VARIABLES LIKE 'log_bin'"))
                && "STATEMENT".equals(value(connection, "SHOW VARIABLES LIKE 'binlog_format'"))) {
            obstacles.add("writes its log by statement (binlog_format), which does not go with READ COMMITTED");
        }
        return obstacles;
    }

    static boolean isRecent(String version) {
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
}
