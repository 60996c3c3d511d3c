package nl.privacyloket.bench.webshop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.register.SystemRegistration;
import nl.privacyloket.stack.sample.SampleSystem;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** PRIFORA's webshop as a stack knows it. */
public final class Webshop {
    public static final SampleSystem SYSTEM = SampleSystem.PRIFORA_WEBSHOP;
    /** The category that goes by a date which is known from the start: seven years after the calendar year. */
    public static final String CATEGORY = "invoices";

    /** The topic of what it is asked to do. */
    public static final String COMMANDS = "privacyloket.commands." + SYSTEM.id() + ".v1";

    private static final String DEADLOCK = "40P01";
    private static final int ATTEMPTS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> TOPICS_OF_OTHERS =
            List.of("privacyloket.policies.v1", "privacyloket.requests.v1", "privacyloket.notifications.v1");
    private static final String POLICY = "/contracts/events/nl.privacyloket.policy.published.v1.sample.json";

    private Webshop() {}

    /**
     * Tells retention-service of PRIFORA's policy, in the place of request-service, and registers the webshop.
     *
     * @param stack one with retention-service
     */
    public static void introduce(Stack stack) throws Exception {
        try (InputStream sample = Webshop.class.getResourceAsStream(POLICY);
                var producer = producer(stack)) {
            JsonNode event = JSON.readTree(sample);
            // What other services make, which do not run here.
            for (String topic : TOPICS_OF_OTHERS) {
                stack.infrastructure().kafka().createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
            }
            var record = new ProducerRecord<>(
                    event.path("topic").asText(),
                    event.path("key").asText(),
                    JSON.writeValueAsBytes(event.get("data")));
            event.path("headers").properties().forEach(header -> record.headers()
                    .add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
        new SystemRegistration(stack.addresses(), stack.directory()).register(SYSTEM, LIMIT);
    }

    /** Sends what nobody measures, or what other parties send: acks=all and idempotent, as the product's relay. */
    public static KafkaProducer<String, byte[]> producer(Stack stack) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.addresses().kafkaBootstrapServers(), "acks", "all", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A connection as superuser to the services' database, whose first schema is retention-service's. */
    public static Connection retention(Stack stack) throws SQLException {
        Connection connection = stack.connect(StackService.DATABASE);
        execute(connection, "set search_path to " + StackService.RETENTION.schema());
        return connection;
    }

    /** A connection as superuser to the data systems' database, whose first schema is the webshop's. */
    public static Connection data(Stack stack) throws SQLException {
        Connection connection = stack.connect(SampleSystem.DATABASE);
        execute(connection, "set search_path to " + SYSTEM.schema());
        return connection;
    }

    /** Executes a statement, or several with semicolons between them. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Empties tables that the service reads meanwhile, perhaps in another order. */
    public static void truncate(Connection connection, String tables) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                execute(connection, "truncate " + tables + " cascade");
                return;
            } catch (SQLException e) {
                if (!DEADLOCK.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The number that a query gives. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
