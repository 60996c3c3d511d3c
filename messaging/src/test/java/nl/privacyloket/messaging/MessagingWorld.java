package nl.privacyloket.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.Outbox;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelaySettings;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.tlog.CheckpointSigner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** One real PostgreSQL and one real Kafka for all tests of this module; each test has a database and topics of its own. */
final class MessagingWorld {
    static final EmbeddedPostgresServer POSTGRES = EmbeddedPostgresServer.startTemporary();
    static final EmbeddedKafkaBroker KAFKA = EmbeddedKafkaBroker.startTemporary();
    private static final KeyFolder KEYS = newKeys();

    /** Data of the events in these tests. */
    record Count(String key, int number) {}

    final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    final String topic = "test." + name;
    final DataSource dataSource;
    final JdbcTransactions transactions;
    final Outbox outbox = new Outbox();
    List<CheckpointSigner> signers = KEYS.auditSigners();
    Clock clock = Clock.systemUTC();

    private MessagingWorld(DataSource dataSource) {
        this.dataSource = dataSource;
        this.transactions = new JdbcTransactions(dataSource, () -> {});
    }

    static MessagingWorld create() {
        try {
            String database = POSTGRES.createTemporaryDatabase();
            DataSource dataSource = POSTGRES.dataSource(database, EmbeddedPostgresServer.SUPERUSER);
            MessagingWorld world = new MessagingWorld(dataSource);
            world.execute(migration("V0001__messaging"));
            world.execute(migration("V20261122_100__audit_log"));
            world.execute(migration("V20261122_102__pseudonyms_and_refusals"));
            world.execute(migration("V20261122_106__destroyed_pseudonyms"));
            world.execute(migration("V20261122_107__dead_letter_counts"));
            world.execute(migration("V20261123_20__order_of_ids"));
            world.execute("create table effect (event_id text not null, what text not null)");
            KAFKA.createTopic(world.topic, 3, Map.of());
            return world;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String migration(String name) throws IOException {
        try (InputStream sql = MessagingWorld.class.getResourceAsStream("/db/messaging/" + name + ".sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static KeyFolder keys() {
        return KEYS;
    }

    private static KeyFolder newKeys() {
        try {
            Path parent = Files.createTempDirectory("keys");
            KeyFolder.generate(parent, List.of("test-service"));
            return KeyFolder.at(parent.resolve("test-service"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FieldCipher cipher() {
        return KEYS.fieldCipher();
    }

    static Map<String, Object> kafkaConfig() {
        return Map.of("bootstrap.servers", KAFKA.bootstrapServers());
    }

    /** A checkpoint as soon as there is something to sign. */
    CheckpointSettings signing() {
        return new CheckpointSettings(signers, KEYS.auditKeys(), Duration.ZERO, Duration.ofHours(1));
    }

    RelaySettings relaySettings() {
        return new RelaySettings(name, name, kafkaConfig(), 100, Duration.ofMillis(50), Duration.ofMillis(100));
    }

    OutboxRelay startRelay() {
        return startRelay(relaySettings());
    }

    OutboxRelay startRelay(RelaySettings settings) {
        OutboxRelay relay = new OutboxRelay(dataSource, settings, signing(), clock);
        relay.start();
        return relay;
    }

    OutgoingEvent event(String key, int number) {
        return OutgoingEvent.of(
                topic, key, "nl.privacyloket.test.counted.v1", "prifora", Instant.now(), new Count(key, number));
    }

    void commit(OutgoingEvent... events) {
        try {
            transactions.inTransaction(connection -> {
                outbox.append(connection, List.of(events));
                return null;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String table) {
        return number("select count(*) from " + table);
    }

    long number(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Committed records that are on a topic now, partition by partition. */
    static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", KAFKA.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    List<ConsumerRecord<String, byte[]>> published() {
        return read(topic);
    }
}
