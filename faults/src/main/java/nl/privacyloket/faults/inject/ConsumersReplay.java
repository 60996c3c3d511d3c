package nl.privacyloket.faults.inject;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
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
        Pause.between(2_000, 6_000, random);
        world.instance(service).kill();
        int partitions = 0;
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, world.addresses().kafkaBootstrapServers()))) {
            for (var group : admin.listGroups().all().get()) {
                if (group.groupId().startsWith(prefix())) {
                    partitions += toBeginning(admin, group.groupId());
                }
            }
        }
        if (partitions == 0) {
            throw new IllegalStateException("no consumer of " + service.id() + " was put back");
        }
        world.instance(service).start();
        return 1;
    }

    private String prefix() {
        return service == StackService.CONNECTOR ? "connector-" : service.id();
    }

    // The group can be moved when Kafka has missed its members for long enough.
    private static int toBeginning(Admin admin, String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .forEach(partition -> begin.put(partition, new OffsetAndMetadata(0)));
        for (int i = 1; ; i++) {
            try {
                admin.alterConsumerGroupOffsets(group, begin).all().get();
                return begin.size();
            } catch (ExecutionException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
