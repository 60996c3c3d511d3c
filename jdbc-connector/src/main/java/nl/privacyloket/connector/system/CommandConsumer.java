package nl.privacyloket.connector.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the command topic of one data system. Each system has a consumer and a group of its own, so that a system whose
 * database is away holds up its own commands and nobody else's. Offsets are committed after the effects.
 */
final class CommandConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CommandConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 1_000;

    private final String system;
    private final Map<String, Object> kafka;
    private final InboundDispatcher dispatcher;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile String failure;

    /** @param kafka client configuration, at least {@code bootstrap.servers} */
    CommandConsumer(String system, Map<String, Object> kafka, InboundDispatcher dispatcher) {
        this.system = system;
        this.kafka = configuration(system, kafka);
        this.dispatcher = dispatcher;
        this.thread = new Thread(this::run, "commands-" + system);
        this.thread.setDaemon(true);
    }

    private static Map<String, Object> configuration(String system, Map<String, Object> kafka) {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.put("group.id", group(system));
        configuration.put("client.id", "connector-" + system);
        configuration.put("isolation.level", "read_committed");
        // A killed process keeps its partitions for so long before the next one gets them.
        configuration.putIfAbsent("session.timeout.ms", "10000");
        configuration.putIfAbsent("heartbeat.interval.ms", "2500");
        configuration.put("auto.offset.reset", "earliest");
        configuration.put("enable.auto.commit", "false");
        configuration.put("allow.auto.create.topics", "false");
        configuration.put("metadata.max.age.ms", "5000");
        configuration.put("max.poll.records", "50");
        return configuration;
    }

    void start() {
        thread.start();
    }

    static String topic(String system) {
        return "privacyloket.commands." + system + ".v1";
    }

    static String group(String system) {
        return "connector-" + system;
    }

    /** Why nothing is read at present, or {@code null}. */
    String failure() {
        return failure;
    }

    private void run() {
        while (!isClosed()) {
            try (KafkaConsumer<String, byte[]> opened =
                    new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                opened.subscribe(List.of(topic(system)));
                consume(opened);
            } catch (InterruptedException | WakeupException e) {
                // Only close() interrupts and wakes.
                return;
            } catch (RuntimeException e) {
                failure = e.getClass().getSimpleName();
                LOG.warnf("commands not read, will retry system=%s cause=%s", system, failure);
                pause();
            }
        }
    }

    private void consume(KafkaConsumer<String, byte[]> opened) throws InterruptedException {
        while (!isClosed()) {
            boolean any = false;
            for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                dispatcher.dispatch(record);
                any = true;
            }
            failure = null;
            if (any) {
                commit(opened);
            }
        }
    }

    private void commit(KafkaConsumer<String, byte[]> opened) {
        try {
            opened.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // The partitions have gone to another consumer while a command waited; the inbox knows what took effect.
            LOG.infof(
                    "offsets not committed system=%s cause=%s",
                    system, e.getClass().getSimpleName());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops after the command in hand, or at once when that waits for something. */
    @Override
    public void close() {
        closed.countDown();
        dispatcher.close();
        KafkaConsumer<String, byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
