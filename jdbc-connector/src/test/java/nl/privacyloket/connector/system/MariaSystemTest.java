package nl.privacyloket.connector.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.connector.maria.MariaShop;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A data system in MariaDB from the command topic to the topic of results, with the connector's tables made by itself. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaSystemTest {
    private static final String ANNA = "anna@example.org";

    @TempDir
    Path directory;

    private MariaShop shop;
    private EmbeddedKafkaBroker kafka;
    private KafkaProducer<String, byte[]> commands;
    private KafkaConsumer<String, byte[]> answers;
    private Sealer sealer;
    private PermitServer permits;

    @BeforeEach
    void start() throws Exception {
        shop = MariaShop.unconnected();
        kafka = EmbeddedKafkaBroker.startTemporary();
        kafka.createTopic("privacyloket.commands.test-shop.v1", 1, Map.of());
        kafka.createTopic("privacyloket.results.v1", 1, Map.of());
        kafka.createTopic("privacyloket.audit.v1", 1, Map.of());
        KeyFolder.generate(directory.resolve("keys"), List.of("test-shop", "retention-service"));
        sealer = KeyFolder.at(directory.resolve("keys/retention-service")).sealer();
        Files.createDirectory(directory.resolve("mappings"));
        Files.writeString(
                directory.resolve("mappings/shop.yaml"), MariaShop.yaml().replace("connector_shop", shop.connector()));
        permits = PermitServer.start();
        commands = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        answers = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        answers.assign(List.of(
                new TopicPartition("privacyloket.results.v1", 0), new TopicPartition("privacyloket.audit.v1", 0)));
        answers.seekToBeginning(answers.assignment());
    }

    @AfterEach
    void stop() {
        commands.close();
        answers.close();
        permits.close();
        kafka.close();
    }

    private ConnectedSystems systems() {
        return ConnectedSystems.start(
                directory.resolve("mappings"),
                directory.resolve("keys"),
                Map.of("TEST_URL", shop.url(), "TEST_USER", shop.name(), "TEST_PASSWORD", "shop"),
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                (system, command, outcome) -> {},
                KeptLogs.signedAtOnce(),
                Clock.systemUTC());
    }

    private JsonNode answerTo(CommandRecords command) {
        commands.send(command.toSend());
        commands.flush();
        JsonNode[] answer = new JsonNode[1];
        UUID id = command.commandId();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (ConsumerRecord<String, byte[]> record : answers.poll(Duration.ofMillis(200))) {
                if (id.toString().equals(record.key())) {
                    answer[0] = IncomingEvent.from(record).data(JsonNode.class);
                }
            }
            return answer[0] != null;
        });
        return answer[0];
    }

    private CommandRecords command(String word) {
        return CommandRecords.command(sealer, word, "test-shop", "prifora").permittedBy(permits);
    }

    /** What an access command brings to where exports are taken in. */
    private String uploaded() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/parts", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            answerTo(command("access")
                    .about("e-mail", ANNA)
                    .uploadingTo("http://localhost:" + receiver.getAddress().getPort() + "/parts", "token"));
            return received.poll(1, TimeUnit.SECONDS);
        } finally {
            receiver.stop(0);
        }
    }

    private List<String> stored(String sql) throws SQLException {
        return shop.query(sql);
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        Path mapping = directory.resolve("mappings/shop.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace("${TEST_URL}", "jdbc:mariadb://127.0.0.1:1/shop"));

        try (ConnectedSystems systems = systems()) {
            assertThat(systems.all().get(0).state())
                    .isEqualTo(new SystemState(Kind.WAITING, "database: SQLSTATE 08000"));
        }
    }

    @Test
    void aFirstStartThatWasInterruptedIsGoneOver() throws Exception {
        try (ConnectedSystems systems = systems()) {
            assertThat(systems.all().get(0).state().kind()).isEqualTo(Kind.RUNNING);
        }
        String connector = shop.connector();
        shop.run("DROP TABLE " + connector + ".pending_purge; UPDATE " + connector
                + ".flyway_schema_history SET success = 0 WHERE version = '1'; DELETE FROM " + connector
                + ".flyway_schema_history WHERE version <> '1'");

        try (ConnectedSystems systems = systems()) {
            assertThat(systems.all().get(0).state().kind()).isEqualTo(Kind.RUNNING);
        }

        assertThat(stored("SELECT count(*) FROM " + connector + ".pending_purge"))
                .containsExactly("0");
        assertThat(stored("SELECT count(*) FROM " + connector + ".audit_head")).containsExactly("1");
    }

    @Test
    void answersCommandsOfItsTopic() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        try (ConnectedSystems systems = systems()) {
            ConnectedSystem system = systems.all().get(0);
            assertThat(system.state().kind()).isEqualTo(Kind.RUNNING);

            JsonNode verified = answerTo(command("verify").about("e-mail", ANNA));
            assertThat(verified.get("holdings").toString())
                    .contains("{\"category\":\"account\",\"startedOn\":\"2012-01-01\",\"holdings\":1}");
            assertThat(uploaded())
                    .contains("\"F72\"")
                    .contains("2012-01-01T00:30:00+01:00")
                    .doesNotContain("argon2");
            JsonNode purged = answerTo(command("purge").purgingOlderThan("website-visitor", "2013-01-01"));
            assertThat(purged.at("/categories/0/erased").intValue()).isEqualTo(1);
            JsonNode erased = answerTo(command("erase")
                    .about("e-mail", ANNA)
                    .erasing("account", "orders", "invoices", "marketing", "usage", "website-visitor"));
            assertThat(erased.at("/categories/0").toString())
                    .isEqualTo("{\"category\":\"account\",\"erased\":1,\"anonymised\":0,\"retained\":0}");

            assertThat(stored("SELECT id FROM customer")).isEmpty();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> stored("SELECT count(*) FROM {connector}.audit_entry WHERE action LIKE 'command.%'")
                            .equals(List.of("4")));
            await().atMost(Duration.ofSeconds(10)).until(() -> stored("SELECT count(*) FROM {connector}.outbox")
                    .equals(List.of("0")));
            assertThat(stored("SELECT action, outcome FROM {connector}.audit_entry WHERE action LIKE 'command.%'"
                            + " ORDER BY `index`"))
                    .containsExactly(
                            "command.verify|done", "command.access|done", "command.purge|done", "command.erase|done");
            assertThat(stored("SELECT organisation, actor, action, object_id FROM {connector}.audit_entry"
                            + " WHERE action NOT LIKE 'command.%' AND action <> 'mapping.loaded' ORDER BY `index`"))
                    .containsExactly(
                            "-|system:test-shop|service.started|1.2.3",
                            "-|system:test-shop|configuration.effective|" + KeptLogs.CONFIGURATION);
            assertThat(stored("SELECT count(*) FROM {connector}.audit_entry WHERE action = 'mapping.loaded'"))
                    .containsExactly("1");
            assertThat(system.state().detail()).isNull();
            String old = operatorLastSeen(
                    system, LocalDate.now(ZoneOffset.UTC).minusYears(7).minusDays(1));
            String present = operatorLastSeen(
                    system, LocalDate.now(ZoneOffset.UTC).minusYears(7).plusDays(1));
            system.forget();
            assertThat(stored("SELECT pseudonym FROM {connector}.audit_pseudonym"))
                    .containsExactly(present);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> stored("SELECT actor, object_id, outcome FROM {connector}.audit_entry"
                                    + " WHERE action = 'actor.pseudonym-destroyed'")
                            .equals(List.of("system:test-shop|" + old + "|expired")));
        }

        // A second start finds its tables as they are.
        try (ConnectedSystems systems = systems()) {
            assertThat(systems.all().get(0).state().kind()).isEqualTo(Kind.RUNNING);
            assertThat(answerTo(command("verify").about("e-mail", ANNA))
                            .get("holdings")
                            .toString())
                    .contains("{\"category\":\"account\",\"startedOn\":null,\"holdings\":0}");
            await().atMost(Duration.ofSeconds(30)).until(() -> stored(
                            "SELECT checkpoint_size = next_index, (SELECT count(*) FROM {connector}.outbox),"
                                    + " (SELECT count(*) FROM {connector}.audit_entry WHERE action = 'command.verify')"
                                    + " FROM {connector}.audit_head")
                    .equals(List.of("1|0|2")));
        }
        assertThat(stored("SELECT next_index FROM {connector}.audit_head"))
                .containsExactly(String.valueOf(verifiedLog()));
    }

    private static String operatorLastSeen(ConnectedSystem system, LocalDate day) throws Exception {
        return system.transactions().inTransaction(connection -> system.pseudonyms()
                .obtain(connection, PseudonymRegister.Kind.ACTOR, "prifora", "operator-of-" + day, day));
    }

    /** Reads the system's log on the topic against its public key. How many entries the last checkpoint covers. */
    private long verifiedLog() throws Exception {
        List<CheckpointVerifier> keys =
                KeyFolder.at(directory.resolve("keys/test-shop")).auditKeys();
        TreeFrontier tree = TreeFrontier.empty();
        long covered = 0;
        TopicPartition audit = new TopicPartition("privacyloket.audit.v1", 0);
        answers.assign(List.of(audit));
        answers.seekToBeginning(List.of(audit));
        long end = answers.endOffsets(List.of(audit)).get(audit);
        while (answers.position(audit) < end) {
            for (ConsumerRecord<String, byte[]> record : answers.poll(Duration.ofMillis(200))) {
                IncomingEvent event = IncomingEvent.from(record);
                if (event.type().equals("nl.privacyloket.audit.entry.v1")) {
                    tree.append(Hash.ofLeaf(event.bytes()));
                } else {
                    SignedCheckpoint signed = SignedCheckpoint.open(
                            event.data(JsonNode.class).get("note").asText(), keys);
                    assertThat(signed.checkpoint())
                            .isEqualTo(new Checkpoint("privacyloket/test-shop", tree.size(), tree.root()));
                    covered = tree.size();
                }
            }
        }
        return covered;
    }
}
