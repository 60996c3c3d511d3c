package nl.privacyloket.kit.audit;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.messaging.ServiceConfig;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * An instance of this service that starts says which version it is, and with which settings: a keyed hash of its own, and of
 * those of the platform that matter to whom it trusts, equal as long as none has changed.
 */
@ApplicationScoped
class StartEntry {
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

    private final JtaTransactions transactions;
    private final ServiceConfig service;
    private final Config config;
    private final BlindIndex index;
    private final Clock clock;
    private final String version;
    private final AuditLedger audit = new AuditLedger();

    StartEntry(
            JtaTransactions transactions,
            ServiceConfig service,
            Config config,
            BlindIndex index,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.transactions = transactions;
        this.service = service;
        this.config = config;
        this.index = index;
        this.clock = clock;
        this.version = version;
    }

    void started(@Observes StartupEvent event) throws Exception {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<AuditEntry> entries = List.of(
                entry(now, "service.started", "version", version),
                entry(now, "configuration.effective", "configuration", settings()));
        transactions.inTransaction(connection -> {
            audit.append(connection, entries);
            return null;
        });
    }

    private AuditEntry entry(Instant now, String action, String objectType, String objectId) {
        return new AuditEntry(now, "-", "system:" + service.name(), action, objectType, objectId, "done", null);
    }

    private String settings() {
        Set<String> lines = new TreeSet<>();
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
