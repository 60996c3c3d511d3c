package nl.privacyloket.stack.postgres;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How an embedded PostgreSQL starts.
 *
 * @param directory where its data ({@code data}) and its log ({@code postgres.log}) stay; {@code null} for a temporary
 *     place that goes with the server
 * @param port the TCP port on the loopback address; 0 for a free one
 * @param settings server settings by their PostgreSQL name, e.g. {@code timezone}
 */
public record PostgresOptions(Path directory, int port, Map<String, String> settings) {

    public PostgresOptions {
        settings = Map.copyOf(settings);
    }

    /** A temporary directory and a free port. */
    public static PostgresOptions temporary() {
        return new PostgresOptions(null, 0, Map.of());
    }

    /** Data and log stay in this directory, on this port (0 for a free one). */
    public static PostgresOptions at(Path directory, int port) {
        return new PostgresOptions(directory, port, Map.of());
    }

    /** The same, with one more server setting. */
    public PostgresOptions with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new PostgresOptions(directory, port, more);
    }
}
