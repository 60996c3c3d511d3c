package nl.privacyloket.bench.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.stack.Progress;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.launch.LaunchLog;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.service.ServiceProcess;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Stacks under the load profile, on free ports, with the services that scenarios need. */
public final class MeasuredStack {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String UNLIMITED = "1000000000";

    private MeasuredStack() {}

    /** Starts one and returns when the services are ready. Closing it leaves nothing running. */
    public static Stack start(StackOptions options) throws InterruptedException {
        LaunchLog.to(options.directory().logs().resolve("stack.log"));
        Stack stack = Stack.of(options, Progress.SILENT);
        // Who ends a benchmark in the middle is not left with a PostgreSQL that goes on.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "measured-stack-close"));
        stack.start();
        return stack;
    }

    /** The stack of all services that is kept, or a new one. */
    public static Stack ofAllServices(Bench bench) throws Exception {
        return bench.kept()
                .get(Stack.class, directory -> start(options(bench.project(), directory, StackService.values())));
    }

    /**
     * What a stack is started with.
     *
     * @param project the root of the checkout
     * @param directory in which it has one of its own
     */
    public static StackOptions options(Path project, Path directory, StackService... services) {
        return beyondLimits(StackOptions.of(project)
                .in(directory.resolve("stack"))
                .forLoad()
                .only(services));
    }

    /** The one place for settings without which a service would refuse, as it should, what one client asks of it here. */
    private static StackOptions beyondLimits(StackOptions options) {
        return options.with("PRIVACYLOKET_RATE_LIMITS_PER_ADDRESS_CALLS", UNLIMITED);
    }

    /**
     * Starts a service unless it runs. It begins with what comes from now on: what scenarios before have left on the topic is not
     * this one's.
     *
     * @param group of the consumers by which the service reads the topic
     */
    public static void startAnew(Stack stack, StackService service, String group, String topic) throws Exception {
        ServiceProcess process = stack.service(service);
        if (!process.isAlive()) {
            skip(stack, group, topic);
            process.start();
            process.awaitReady(START_LIMIT);
        }
    }

    private static void skip(Stack stack, String group, String topic) throws Exception {
        try (Admin admin = stack.infrastructure().kafka().admin()) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            admin.listOffsets(ends)
                    .all()
                    .get()
                    .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        }
    }
}
