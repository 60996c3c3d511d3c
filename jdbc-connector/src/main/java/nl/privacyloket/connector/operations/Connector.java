package nl.privacyloket.connector.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.connector.system.ConnectedSystems;
import nl.privacyloket.connector.system.LogKeeping;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.kit.audit.PseudonymSettings;
import nl.privacyloket.kit.audit.StartEntries;
import nl.privacyloket.kit.keys.AuditSigningConfig;
import nl.privacyloket.kit.keys.KeysConfig;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.inbox.ConsumerLag;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts and stops the data systems with the application. With a mapping that is wrong the application does not start. */
@ApplicationScoped
public class Connector {
    private static final Logger LOG = Logger.getLogger(Connector.class);

    private final ConnectorConfig config;
    private final KeysConfig keys;
    private final Map<String, Object> kafka;
    private final MeterRegistry meters;
    private final AuditSigningConfig signing;
    private final StartEntries starts;
    private final PseudonymSettings pseudonyms;
    private final Clock clock;
    private final ConsumerLag lag;
    private volatile ConnectedSystems systems;
    private List<FigureGauges> figures = List.of();
    /** Systems that run, and whose log could not be written when that was last tried. */
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    Connector(
            ConnectorConfig config,
            KeysConfig keys,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters,
            AuditSigningConfig signing,
            PseudonymSettings pseudonyms,
            Config settings,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version,
            Clock clock) {
        this.config = config;
        this.keys = keys;
        this.kafka = client(kafka);
        this.lag = new ConsumerLag(this.kafka);
        this.meters = meters;
        this.signing = signing;
        this.pseudonyms = pseudonyms;
        this.starts = new StartEntries(settings, version);
        this.clock = clock;
    }

    /** The platform's settings hold (de)serialisers and group ids too, which are not for these clients. */
    private static Map<String, Object> client(Map<String, Object> kafka) {
        Map<String, Object> client = new HashMap<>(kafka);
        client.keySet().removeIf(key -> key.contains("serializer") || key.startsWith("group."));
        return client;
    }

    void start(@Observes StartupEvent event) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(config.environment());
        LogKeeping log = new LogKeeping(signing::with, this::startEntries, pseudonyms.keptUnseen());
        try {
            systems = ConnectedSystems.start(
                    config.mappings(), keys.directory(), environment, kafka, this::count, log, clock);
        } catch (MappingRefusedException e) {
            e.problems().forEach(problem -> LOG.errorf("mapping refused %s", problem));
            throw e;
        }
        figures = FigureGauges.register(systems, meters);
    }

    /** Where the data are, and as whom they are changed, is what the environment made of the mapping's placeholders. */
    private List<AuditEntry> startEntries(SystemMapping mapping, KeyFolder folder, Instant at) {
        List<String> filled = List.of(
                "database.url=" + mapping.database().url(),
                "database.user=" + mapping.database().user(),
                "keys.directory=" + mapping.keysDirectory());
        return starts.of(mapping.system(), folder.blindIndex(), filled, at.truncatedTo(ChronoUnit.MICROS));
    }

    private void count(String system, String command, String outcome) {
        meters.counter("privacyloket.connector.commands", "system", system, "command", command, "outcome", outcome)
                .increment();
    }

    void stop(@Observes ShutdownEvent event) {
        if (systems != null) {
            systems.close();
        }
        lag.close();
    }

    /** The data systems that are served; none before the start is over. */
    public List<ConnectedSystem> systems() {
        ConnectedSystems started = systems;
        return started == null ? List.of() : started.all();
    }

    /** Those of an organisation, by their ids, whether they run or not. */
    List<ConnectedSystem> of(String organisation) {
        return byId().filter(system -> system.mapping().organisation().equals(organisation))
                .toList();
    }

    /**
     * The system of an organisation whose log is told what concerns none of its systems in particular: the first by its id of
     * those that run and whose log could be written when that was last tried; else of those that run; else of all.
     */
    Optional<ConnectedSystem> firstOf(String organisation) {
        return first(of(organisation));
    }

    /** The same of all organisations: whose log is told what concerns none of them. */
    Optional<ConnectedSystem> first() {
        return first(byId().toList());
    }

    private Stream<ConnectedSystem> byId() {
        return systems().stream()
                .sorted(Comparator.comparing(system -> system.mapping().system()));
    }

    private Optional<ConnectedSystem> first(List<ConnectedSystem> ordered) {
        List<ConnectedSystem> running =
                ordered.stream().filter(ConnectedSystem::isRunning).toList();
        return running.stream()
                .filter(system -> !silent.contains(system.mapping().system()))
                .findFirst()
                .or(() -> running.stream().findFirst())
                .or(() -> ordered.stream().findFirst());
    }

    /** Tells whether a system's log could be written now. That a system runs does not say so: its database may have gone since. */
    void logWritten(ConnectedSystem system, boolean could) {
        String id = system.mapping().system();
        if (could) {
            silent.remove(id);
        } else {
            silent.add(id);
        }
    }

    /** Whether a topic is still to be created. */
    public boolean topicsPending() {
        return systems.topicsPending();
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void readLag() throws InterruptedException {
        for (FigureGauges system : figures) {
            system.readLag(lag);
        }
    }

    @Scheduled(every = "1h", delayed = "10m")
    void forget() {
        for (ConnectedSystem system : systems()) {
            try {
                system.forget();
            } catch (Exception e) {
                LOG.warnf(
                        "past not forgotten system=%s cause=%s",
                        system.mapping().system(), e.getClass().getSimpleName());
            }
        }
    }
}
