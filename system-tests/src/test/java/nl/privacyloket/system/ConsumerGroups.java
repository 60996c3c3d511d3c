package nl.privacyloket.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.stack.Stack;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.TopicPartition;

/** Who reads what at Kafka, and how far they are. */
final class ConsumerGroups {
    private ConsumerGroups() {}

    /** The groups that read a topic, by topic. */
    static Map<String, Set<String>> byTopic(Stack stack) throws Exception {
        Map<String, Set<String>> groups = new HashMap<>();
        of(stack).forEach((group, reading) -> reading.topics()
                .forEach(topic ->
                        groups.computeIfAbsent(topic, any -> new TreeSet<>()).add(group)));
        return groups;
    }

    /** Those that have not read a partition as far as that; who never committed there has read nothing of it. */
    static Set<String> behind(Stack stack, Map<TopicPartition, Long> offsets) throws Exception {
        Set<String> behind = new TreeSet<>();
        of(stack)
                .forEach((group, reading) -> offsets.forEach((partition, offset) -> {
                    if (reading.topics().contains(partition.topic())
                            && reading.committed().getOrDefault(partition, 0L) < offset) {
                        behind.add(group + " at " + partition);
                    }
                }));
        return behind;
    }

    /**
     * What a group reads.
     *
     * @param topics that its members are given partitions of, or that it has read of before
     */
    private record Reading(Set<String> topics, Map<TopicPartition, Long> committed) {}

    /** Of those that act on what they read: the offsets of an audit log's own group tell what is written. */
    private static Map<String, Reading> of(Stack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.addresses().kafkaBootstrapServers()))) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> !group.endsWith("-audit"))
                    .toList();
            Map<String, ConsumerGroupDescription> described =
                    admin.describeConsumerGroups(groups).all().get();
            Map<String, Reading> read = new HashMap<>();
            for (String group : groups) {
                Reading reading = new Reading(new TreeSet<>(), new HashMap<>());
                described.get(group).members().forEach(member -> member.assignment()
                        .topicPartitions()
                        .forEach(partition -> reading.topics().add(partition.topic())));
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, committed) -> {
                            reading.topics().add(partition.topic());
                            if (committed != null) {
                                reading.committed().put(partition, committed.offset());
                            }
                        });
                read.put(group, reading);
            }
            return read;
        }
    }
}
