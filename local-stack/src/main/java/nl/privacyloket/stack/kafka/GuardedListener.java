package nl.privacyloket.stack.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A second way in to an embedded broker, where clients say who they are (SASL/PLAIN, on the loopback address without TLS; the password
 * is the name) and may do what was granted to them. Who comes by the first way may do everything, as on a machine of one's own.
 */
public final class GuardedListener {
    private static final String NAME = "GUARDED";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private GuardedListener() {}

    /** The settings of a client that is this principal. */
    public static Map<String, String> login(String principal) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=\"" + principal + "\" password=\"" + principal + "\";");
    }

    /** What is added to the settings of a broker. */
    static Map<String, String> settings(Map<Object, Object> broker, int port, Collection<String> principals) {
        Map<String, String> settings = new HashMap<>();
        append(settings, broker, "listeners", NAME + "://localhost:" + port);
        append(settings, broker, "advertised.listeners", NAME + "://localhost:" + port);
        append(settings, broker, "listener.security.protocol.map", NAME + ":SASL_PLAINTEXT");
        String listener = "listener.name." + NAME.toLowerCase(Locale.ROOT);
        settings.put(listener + ".sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                listener + ".plain.sasl.jaas.config",
                principals.stream()
                        .sorted()
                        .map(principal -> "user_" + principal + "=\"" + principal + "\"")
                        .collect(Collectors.joining(" ", LOGIN + " ", ";")));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        return settings;
    }

    private static void append(Map<String, String> settings, Map<Object, Object> broker, String name, String value) {
        settings.put(name, broker.get(name) + "," + value);
    }
}
