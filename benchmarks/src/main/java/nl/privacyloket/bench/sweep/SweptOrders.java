package nl.privacyloket.bench.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.bench.webshop.Webshop;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.client.RetentionApi;
import nl.privacyloket.stack.layout.StackService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Has the service sweep, and looks at the webshop's topic until every due record is in a command that can be read there. */
final class SweptOrders implements AutoCloseable {
    private static final String PURGE = "nl.privacyloket.command.purge.v1";
    private static final long LONGEST = Duration.ofMinutes(3).toNanos();

    private final Connection connection;
    private final RetentionApi api;
    private final String token;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> topic;

    SweptOrders(Stack stack, Connection connection) {
        this.connection = connection;
        this.api = new RetentionApi(stack.addresses().baseUrl(StackService.RETENTION));
        this.token = stack.token("operator", Webshop.SYSTEM.organisation());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.addresses().kafkaBootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        "5"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.topic = consumer.partitionsFor(Webshop.COMMANDS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(topic);
    }

    /**
     * Sweeps what is due.
     *
     * @param due how many records are
     * @return seconds from the operator's word to the last command
     */
    double sweep(int due) throws Exception {
        consumer.seekToEnd(topic);
        topic.forEach(consumer::position);
        long begun = System.nanoTime();
        api.sweep(Webshop.SYSTEM.organisation(), token);
        List<byte[]> commands = new ArrayList<>();
        long last = begun;
        while (!isAll(due, commands)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                if (PURGE.equals(
                        new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))) {
                    commands.add(record.value());
                    last = System.nanoTime();
                }
            }
            if (System.nanoTime() - begun > LONGEST) {
                throw new IllegalStateException(
                        commands.size() + " commands came for " + due + " due records, where there are "
                                + Webshop.number(connection, "select count(*) from sweep_command") + " for "
                                + Webshop.number(connection, "select coalesce(sum(records), 0) from sweep_command"));
            }
        }
        return (last - begun) / 1e9;
    }

    /** Few commands have many records, so that asking costs nothing. One of the sweep before may still come, and one come twice. */
    private boolean isAll(int due, List<byte[]> commands) throws SQLException {
        if (commands.size() * 500L < due
                || Webshop.number(connection, "select coalesce(sum(records), 0) from sweep_command") != due) {
            return false;
        }
        Set<String> came = new HashSet<>();
        for (byte[] command : commands) {
            came.add(EventJson.read(command, JsonNode.class).path("commandId").asText());
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select command_id from sweep_command")) {
            while (rows.next()) {
                if (!came.contains(rows.getString(1))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * So that the next sweep begins as this one did. The records are to be gone by then: a sweep that still looks about would order
     * them once more.
     */
    void forget() throws SQLException {
        Webshop.truncate(connection, "sweep_claim, sweep_command, sweep_outcome, sweep_kept, permit, erasure_log");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
