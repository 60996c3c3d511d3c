package nl.privacyloket.faults.inject;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.faults.world.Instance;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A service is killed and finds the position of all its consumers at the beginning: it gets every record once more. */
public final class ConsumersReplay implements Fault {
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration TAKEN_AGAIN = Duration.ofMinutes(4);

    private final StackService service;

    public ConsumersReplay(StackService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "replay-" + service.id();
    }

    @Override
    public int inject(Scene scene, Random random) throws Exception {
        World world = scene.world();
        Instance instance = world.instance(service);
        Pause.between(2_000, 6_000, random);
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, world.addresses().kafkaBootstrapServers()))) {
            scene.await("records that " + service.id() + " has taken", () -> taken(positions(admin)) > 0);
            Killed killed = Killed.of(service.id(), instance.pid(), instance::kill);
            Map<String, Map<TopicPartition, OffsetAndMetadata>> before = positions(admin);
            for (var group : before.entrySet()) {
                toBeginning(admin, group.getKey(), group.getValue().keySet());
            }
            long left = taken(positions(admin));
            if (left > 0) {
                throw new NoEffectException("consumers of " + service.id() + " were put back and stand at " + left);
            }
            instance.start();
            killed.replacedBy(instance::pid);
            scene.await(
                    service.id() + " to take once more what it has taken",
                    TAKEN_AGAIN,
                    () -> taken(positions(admin)) >= taken(before));
        }
        return 1;
    }

    /** Where the consumers of the service stand, by group. */
    private Map<String, Map<TopicPartition, OffsetAndMetadata>> positions(Admin admin)
            throws InterruptedException, ExecutionException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> positions = new HashMap<>();
        for (var group : admin.listGroups().all().get()) {
            if (group.groupId().startsWith(prefix())) {
                positions.put(
                        group.groupId(),
                        admin.listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata()
                                .get());
            }
        }
        return positions;
    }

    /** How many records lie behind positions. */
    static long taken(Map<String, Map<TopicPartition, OffsetAndMetadata>> positions) {
        return positions.values().stream()
                .flatMap(group -> group.values().stream())
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private String prefix() {
        return service == StackService.CONNECTOR ? "connector-" : service.id();
    }

    // The group can be moved when Kafka has missed its members for long enough.
    private static void toBeginning(Admin admin, String group, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
        partitions.forEach(partition -> begin.put(partition, new OffsetAndMetadata(0)));
        for (int i = 1; ; i++) {
            try {
                admin.alterConsumerGroupOffsets(group, begin).all().get();
                return;
            } catch (ExecutionException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
