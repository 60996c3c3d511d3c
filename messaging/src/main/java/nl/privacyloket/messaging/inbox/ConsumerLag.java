package nl.privacyloket.messaging.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group is behind, asked of Kafka: unlike the figures of a consumer it is there too when nobody reads,
 * and any instance can tell it. It counts places, of which each transaction takes one for its end: with nothing to read it
 * is up to one for each partition.
 */
public final class ConsumerLag implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Map<String, Object> kafka;
    private Admin admin;

    /** @param kafka client configuration, at least {@code bootstrap.servers} */
    public ConsumerLag(Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("request.timeout.ms", "5000");
        this.kafka.put("default.api.timeout.ms", "5000");
    }

    /**
     * Records that a group has not read yet, all partitions together; of a partition that it never read, all.
     *
     * @throws KafkaException when Kafka does not say
     */
    public synchronized long of(String group, String topic) throws InterruptedException {
        try {
            if (admin == null) {
                admin = Admin.create(kafka);
            }
            Set<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
            return partitions.stream()
                    .mapToLong(partition -> {
                        OffsetAndMetadata place = read.get(partition);
                        long from = place == null ? 0 : place.offset();
                        return Math.max(0, end.get(partition) - Math.max(from, first.get(partition)));
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refusal ? refusal : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(e);
        }
    }

    private Set<TopicPartition> partitions(String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin
                .describeTopics(Set.of(topic))
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .get(topic)
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted)
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
