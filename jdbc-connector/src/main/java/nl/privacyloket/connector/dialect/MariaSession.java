package nl.privacyloket.connector.dialect;

import java.util.Map;
import org.mariadb.jdbc.util.log.Loggers;

/** Sessions as the SQL for MariaDB takes them to be. */
public final class MariaSession {
    static {
        // The driver writes out what the server says of a refused statement, values of rows included: to the log, or to
        // the
        // error stream when it finds none of its liking. What is told of a failure is told by the connector.
        System.setProperty(Loggers.NO_LOGGER_PROPERTY, "true");
        Loggers.init();
    }

    private MariaSession() {}

    /**
     * What a connection is made with: names in double quotes, values that do not fit refused rather than changed, times in
     * UTC, and what others have committed visible from one statement to the next.
     */
    public static Map<String, String> properties() {
        return Map.of(
                "sessionVariables",
                        "sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,"
                                + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
                                // Rows are looked up by an index where there is one, small tables included: a query
                                // that
                                // locks would wait for every row that it reads.
                                + "join_cache_level=0,max_seeks_for_key=1",
                "connectionTimeZone", "UTC",
                "forceConnectionTimeZoneToSession", "true",
                "transactionIsolation", "READ-COMMITTED",
                "connectTimeout", "5000",
                "tcpKeepAlive", "true");
    }
}
