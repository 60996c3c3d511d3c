package nl.privacyloket.connector.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    /** One host: the connector judges one server, and relies on the locks of that one. */
    private static final Pattern URL = Pattern.compile("(jdbc:mariadb://[^/?,()=]+)(?:/([^?]*))?(\\?.*)?");

    /** What the driver may be told here. Of most options the safety of what the connector does depends on its own value. */
    private static final Set<String> ALLOWED = Set.of(
            "sslMode",
            "serverSslCert",
            "trustStore",
            "trustStoreType",
            "keyStore",
            "keyStoreType",
            "enabledSslProtocolSuites",
            "enabledSslCipherSuites",
            "connectTimeout",
            "socketTimeout");

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

    /** Names of options that are the connector's own to set. */
    public List<String> refusedOptions() {
        return Arrays.stream(options.replaceFirst("^\\?", "").split("&"))
                .map(option -> option.split("=", 2)[0])
                .filter(name -> !name.isEmpty() && !ALLOWED.contains(name))
                .toList();
    }

    /** The address for sessions that begin in another database; {@code ""} for none. */
    public String in(String other) {
        return server + "/" + other + options;
    }
}
