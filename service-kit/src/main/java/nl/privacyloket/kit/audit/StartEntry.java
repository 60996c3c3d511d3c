package nl.privacyloket.kit.audit;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.messaging.ServiceConfig;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** An instance of this service that starts says so in its audit log. */
@ApplicationScoped
class StartEntry {
    private final JtaTransactions transactions;
    private final ServiceConfig service;
    private final StartEntries entries;
    private final BlindIndex index;
    private final Clock clock;
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
        this.entries = new StartEntries(config, version);
        this.index = index;
        this.clock = clock;
    }

    void started(@Observes StartupEvent event) throws Exception {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<AuditEntry> said = entries.of(service.name(), index, List.of(), now);
        transactions.inTransaction(connection -> {
            audit.append(connection, said);
            return null;
        });
    }
}
