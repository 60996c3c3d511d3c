package nl.privacyloket.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.stack.Stack;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Who reads what at Kafka, and how far they are. */
final class ConsumerGroups {
    private ConsumerGroups() {}

    /** The groups that read a topic, by topic. */
    static Map<String, Set<String>> byTopic(Stack stack) throws Exception {
        Map<String, Set<String>> groups = new HashMap<>();
        committed(stack).forEach((group, partitions) -> partitions.keySet().forEach(partition -> groups.computeIfAbsent(
                        partition.topic(), topic -> new TreeSet<>())
                .add(group)));
        return groups;
    }

    /** Those that have not read a partition as far as that. */
    static Set<String> behind(Stack stack, Map<TopicPartition, Long> offsets) throws Exception {
        Set<String> behind = new TreeSet<>();
        committed(stack)
                .forEach((group, partitions) -> partitions.forEach((partition, committed) -> {
                    if (committed.offset() < offsets.getOrDefault(partition, 0L)) {
                        behind.add(group + " at " + partition);
                    }
                }));
        return behind;
    }

    /** Of those that act on what they read: the offsets of an audit log's own group tell what is written. */
    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Stack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.addresses().kafkaBootstrapServers()))) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> !group.endsWith("-audit"))
                    .toList();
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
            for (String group : groups) {
                committed.put(
                        group,
                        admin.listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .get());
            }
            return committed;
        }
    }
}
