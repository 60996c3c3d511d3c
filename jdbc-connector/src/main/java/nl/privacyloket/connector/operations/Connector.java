package nl.privacyloket.connector.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.connector.system.ConnectedSystems;
import nl.privacyloket.kit.keys.AuditSigningConfig;
import nl.privacyloket.kit.keys.KeysConfig;
import nl.privacyloket.messaging.inbox.ConsumerLag;
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
    private final Clock clock;
    private final ConsumerLag lag;
    private ConnectedSystems systems;
    private List<FigureGauges> figures = List.of();

    Connector(
            ConnectorConfig config,
            KeysConfig keys,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters,
            AuditSigningConfig signing,
            Clock clock) {
        this.config = config;
        this.keys = keys;
        this.kafka = client(kafka);
        this.lag = new ConsumerLag(this.kafka);
        this.meters = meters;
        this.signing = signing;
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
        try {
            systems = ConnectedSystems.start(
                    config.mappings(), keys.directory(), environment, kafka, this::count, signing::with, clock);
        } catch (MappingRefusedException e) {
            e.problems().forEach(problem -> LOG.errorf("mapping refused %s", problem));
            throw e;
        }
        figures = FigureGauges.register(systems, meters);
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

    /** The data systems that are served. */
    public List<ConnectedSystem> systems() {
        return systems.all();
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
        for (ConnectedSystem system : systems.all()) {
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
