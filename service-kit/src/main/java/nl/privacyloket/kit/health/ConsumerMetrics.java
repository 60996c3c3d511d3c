package nl.privacyloket.kit.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.messaging.InboundEvents;
import nl.privacyloket.messaging.inbox.ConsumerLag;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * How far this service is behind on each of its topics. The lag is the same whichever instance tells it; how long a record
 * has been waiting is what the instance that has it in hand tells.
 */
@ApplicationScoped
class ConsumerMetrics {
    private static final Logger LOG = Logger.getLogger(ConsumerMetrics.class);
    private static final String CHANNELS = "mp.messaging.incoming.";
    private static final String GROUP = ".group.id";

    private final List<Channel> channels = new ArrayList<>();
    private final InboundEvents inbound;
    private final ConsumerLag lag;
    private boolean told = true;

    ConsumerMetrics(
            Config config, InboundEvents inbound, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.inbound = inbound;
        Map<String, Object> client = new HashMap<>(kafka);
        client.keySet().removeIf(key -> key.contains("serializer") || key.startsWith("group."));
        this.lag = new ConsumerLag(client);
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(CHANNELS) && name.endsWith(GROUP)) {
                String channel = name.substring(CHANNELS.length(), name.length() - GROUP.length());
                String topic = config.getValue(CHANNELS + channel + ".topic", String.class);
                channels.add(new Channel(channel, topic, config.getValue(name, String.class)));
            }
        }
    }

    /** A channel with what was last known of it; not a number until something is. */
    private static final class Channel {
        private final String name;
        private final String topic;
        private final String group;
        private volatile double lag = Double.NaN;

        private Channel(String name, String topic, String group) {
            this.name = name;
            this.topic = topic;
            this.group = group;
        }
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        for (Channel channel : channels) {
            Gauge.builder("privacyloket.consumer.lag", () -> channel.lag)
                    .tag("topic", channel.topic)
                    .description("Records of the topic that this service has not read")
                    .register(registry);
            Gauge.builder(
                            "privacyloket.consumer.waiting",
                            () -> inbound.waitingTime(channel.name).toMillis() / 1000.0)
                    .tag("topic", channel.topic)
                    .baseUnit("seconds")
                    .description("How long the record in hand has been tried in vain")
                    .register(registry);
        }
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() throws InterruptedException {
        try {
            for (Channel channel : channels) {
                channel.lag = lag.of(channel.group, channel.topic);
            }
            told = true;
        } catch (KafkaException e) {
            channels.forEach(channel -> channel.lag = Double.NaN);
            if (told) {
                LOG.warnf("lag of consumers not known cause=%s", e.getClass().getSimpleName());
            }
            told = false;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        lag.close();
    }
}
