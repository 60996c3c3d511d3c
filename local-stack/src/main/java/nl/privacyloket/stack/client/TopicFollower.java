package nl.privacyloket.stack.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hands over each record of the product's topics as it comes, from the beginning of the topics, until it is closed. */
public final class TopicFollower implements AutoCloseable {

    private static final Pattern TOPICS = Pattern.compile("privacyloket\\..*");

    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<TopicRecord> listener;
    private final Thread thread;

    private TopicFollower(String bootstrapServers, Consumer<TopicRecord> listener) {
        Map<String, Object> settings = new HashMap<>(TopicReader.settings(bootstrapServers));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "follower-" + UUID.randomUUID());
        // Topics of a stack that has just started appear while it is followed.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "1000");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.listener = listener;
        this.thread = new Thread(this::follow, "topic-follower");
        this.thread.setDaemon(true);
    }

    /** Follows from now on; the listener is called in another thread. */
    public static TopicFollower start(String bootstrapServers, Consumer<TopicRecord> listener) {
        TopicFollower follower = new TopicFollower(bootstrapServers, listener);
        follower.thread.start();
        return follower;
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }

    private void follow() {
        try (consumer) {
            consumer.subscribe(TOPICS);
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(received -> listener.accept(TopicRecord.of(received)));
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }
}
