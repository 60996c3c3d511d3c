package nl.privacyloket.kit.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.messaging.audit.AuditEntry;
import org.eclipse.microprofile.config.Config;

/**
 * What the audit log is told of a start: which version it is, and with which settings: a keyed hash of those of this project, and
 * of those of the platform that matter to whom it trusts, equal as long as none has changed.
 */
public final class StartEntries {
    private static final String OURS = "privacyloket.";
    /** Settings of the platform that say with whom the service works and whom it believes. */
    private static final List<String> OF_THE_PLATFORM = List.of(
            "kafka.bootstrap.servers",
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.mailer.from",
            "quarkus.mailer.host",
            "quarkus.mailer.port",
            "quarkus.mailer.tls",
            "quarkus.oidc.auth-server-url",
            "quarkus.oidc.enabled",
            "quarkus.oidc.token.audience",
            "quarkus.oidc.token.issuer");
    /** Their values are no settings but secrets. */
    private static final Set<String> SECRET = Set.of("password", "secret", "credential");

    private final Config config;
    private final String version;

    /** @param version of what starts */
    public StartEntries(Config config, String version) {
        this.config = config;
        this.version = version;
    }

    /**
     * The entries of one log.
     *
     * @param name whose log it is
     * @param index makes the hash; its key is that log's own
     * @param further settings that are not in the configuration, as {@code name=value}
     */
    public List<AuditEntry> of(String name, BlindIndex index, Collection<String> further, Instant at) {
        return List.of(
                entry(at, name, "service.started", "version", version),
                entry(at, name, "configuration.effective", "configuration", settings(index, further)));
    }

    private static AuditEntry entry(Instant at, String name, String action, String objectType, String objectId) {
        return new AuditEntry(at, "-", "system:" + name, action, objectType, objectId, "done", null);
    }

    private String settings(BlindIndex index, Collection<String> further) {
        Set<String> lines = new TreeSet<>(further);
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(OURS) && !isSecret(name)) {
                lines.add(line(name));
            }
        }
        OF_THE_PLATFORM.forEach(name -> lines.add(line(name)));
        return HexFormat.of().formatHex(index.of("configuration", String.join("\n", lines)), 0, 16);
    }

    private String line(String name) {
        return name + "=" + config.getOptionalValue(name, String.class).orElse("");
    }

    private static boolean isSecret(String name) {
        return SECRET.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains);
    }
}
