package nl.privacyloket.connector.mapping;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDBC address of a MariaDB server. What is called a schema elsewhere is a database there, and a session begins in one.
 *
 * @param server all before the name of the database
 * @param database database of the data; {@code ""} when the address names none
 * @param options from the question mark on, or {@code ""}
 */
public record MariaUrl(String server, String database, String options) {
    private static final Pattern URL = Pattern.compile("(jdbc:mariadb:(?:[a-z-]+:)?//[^/?]+)(?:/([^?]*))?(\\?.*)?");

    /** Empty when it is no such address. */
    public static Optional<MariaUrl> parse(String url) {
        Matcher parts = URL.matcher(url);
        return parts.matches()
                ? Optional.of(new MariaUrl(
                        parts.group(1),
                        parts.group(2) == null ? "" : parts.group(2),
                        parts.group(3) == null ? "" : parts.group(3)))
                : Optional.empty();
    }

    /** The address for sessions that begin in another database; {@code ""} for none. */
    public String in(String other) {
        return server + "/" + other + options;
    }
}
