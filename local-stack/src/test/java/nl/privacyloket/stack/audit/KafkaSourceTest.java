package nl.privacyloket.stack.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.source.AuditSource.Verified;
import nl.privacyloket.audit.verify.source.KafkaSource;
import nl.privacyloket.audit.verify.source.TopicBeganAnewException;
import nl.privacyloket.stack.audit.AuditTopic.Answer;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.net.LocalPorts;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The verifier's reading of a real topic. */
class KafkaSourceTest {
    private static EmbeddedKafkaBroker broker;

    /** Entries 0 to 9, checkpoints over 4, 8 and 10: thirteen records. */
    private final PlayedLog log = PlayedLog.of("request-service", 10, 4);

    private String name;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafkaBroker.startTemporary();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void a_topic_is_read_with_keys_headers_and_values_as_they_were_written() throws Exception {
        AuditTopic topic = AuditTopic.create(broker, name, 1);
        topic.publish(log.records());

        List<Delivered> read = read(Verified.NOTHING);

        assertThat(read).hasSize(13);
        for (int i = 0; i < 13; i++) {
            Delivered written = log.records().get(i);
            assertThat(read.get(i).position()).isEqualTo(new Position(0, i));
            assertThat(read.get(i).key()).isEqualTo("request-service");
            assertThat(read.get(i).value()).isEqualTo(written.value());
            assertThat(read.get(i).headers())
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(written.headers());
        }
    }

    @Test
    void a_topic_is_read_to_where_it_ends_when_reading_begins() throws Exception {
        AuditTopic topic = AuditTopic.create(broker, name, 1);
        topic.publish(log.records());
        List<Delivered> read = new ArrayList<>();

        source().read(Verified.NOTHING, record -> {
            if (read.isEmpty()) {
                topic.publish(log.records());
            }
            read.add(record);
        });

        assertThat(read).hasSize(13).last().extracting(Delivered::position).isEqualTo(new Position(0, 12));
    }

    @Test
    void every_partition_is_read_to_its_end_and_in_its_order() throws Exception {
        AuditTopic topic = AuditTopic.create(broker, name, 4);
        List<PlayedLog> logs = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = topic.producer(null)) {
            for (int partition = 0; partition < 3; partition++) {
                logs.add(PlayedLog.of("service-" + partition, 5 + partition, 4));
                topic.send(producer, partition, logs.get(partition).records());
            }
        }

        List<Delivered> read = read(Verified.NOTHING);

        for (int partition = 0; partition < 3; partition++) {
            int one = partition;
            assertThat(read.stream()
                            .filter(record -> record.position().partition() == one)
                            .map(Delivered::value))
                    .containsExactlyElementsOf(logs.get(partition).records().stream()
                            .map(Delivered::value)
                            .toList());
        }
        assertThat(verify(
                                "--key",
                                logs.get(0).key(),
                                "--key",
                                logs.get(1).key(),
                                "--key",
                                logs.get(2).key())
                        .exitCode())
                .isZero();
    }

    @Test
    void what_was_withdrawn_with_its_transaction_is_not_read_though_it_stands_last() throws Exception {
        AuditTopic topic = AuditTopic.create(broker, name, 1);
        try (KafkaProducer<String, byte[]> producer = topic.producer(name)) {
            producer.initTransactions();
            producer.beginTransaction();
            topic.send(producer, 0, log.records().subList(0, 7));
            producer.abortTransaction();
            producer.beginTransaction();
            topic.send(producer, 0, log.records());
            producer.commitTransaction();
            producer.beginTransaction();
            topic.send(producer, 0, log.records().subList(3, 5));
            producer.abortTransaction();
        }

        assertThat(read(Verified.NOTHING)).extracting(Delivered::value).containsExactlyElementsOf(values());
        Answer answer = verify("--key", log.key());
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.said()).contains("request-service: complete and unaltered up to entry 9");
    }

    @Test
    void what_is_not_committed_yet_is_not_waited_for() throws Exception {
        AuditTopic topic = AuditTopic.create(broker, name, 1);
        try (KafkaProducer<String, byte[]> producer = topic.producer(name)) {
            producer.initTransactions();
            producer.beginTransaction();
            topic.send(producer, 0, log.records());
            producer.commitTransaction();
            producer.beginTransaction();
            topic.send(producer, 0, log.records());

            assertThat(read(Verified.NOTHING)).extracting(Delivered::value).containsExactlyElementsOf(values());

            producer.abortTransaction();
        }
    }

    @Test
    void reading_goes_on_where_an_earlier_run_stopped() throws Exception {
        AuditTopic.create(broker, name, 1).publish(log.records());

        assertThat(read(from(9))).extracting(Delivered::position).first().isEqualTo(new Position(0, 9));
        assertThatThrownBy(() -> read(from(13)))
                .as("the topic ends before what was verified")
                .isInstanceOf(TopicBeganAnewException.class);
    }

    @Test
    void an_empty_topic_has_nothing_that_could_be_judged() throws Exception {
        AuditTopic.create(broker, name, 1);

        assertThat(read(Verified.NOTHING)).isEmpty();
        Answer answer = verify("--key", log.key());
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.said()).contains("request-service: cannot be judged: there is no entry and no checkpoint");
    }

    @Test
    void a_topic_that_does_not_exist_is_said_not_to() {
        Answer answer = verify("--key", log.key());

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.complained().strip()).isEqualTo("Cannot be judged: There is no topic " + name + ".");
        assertThat(broker.topics()).doesNotContain(name);
    }

    @Test
    void brokers_that_do_not_answer_are_named_within_the_time_that_the_settings_give(@TempDir Path folder)
            throws Exception {
        Path config = Files.writeString(folder.resolve("client.properties"), "default.api.timeout.ms=2000\n");
        String nobody = "localhost:" + LocalPorts.free();
        Instant begin = Instant.now();

        Answer verify = AuditTopic.run("verify", "--kafka", nobody, "--config", config, "--key", log.key());
        Answer archive = AuditTopic.run(
                "archive", "--once", "--kafka", nobody, "--config", config, "--key", log.key(), "--to", folder);

        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
        assertThat(List.of(verify, archive)).allSatisfy(answer -> {
            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.complained())
                    .startsWith("Cannot be judged: Kafka at " + nobody + " does not answer within 2 s");
        });
    }

    private KafkaSource source() {
        return new KafkaSource(name, broker.bootstrapServers(), Map.of());
    }

    private List<Delivered> read(Verified verified) throws Exception {
        List<Delivered> read = new ArrayList<>();
        source().read(verified, read::add);
        return read;
    }

    private List<byte[]> values() {
        return log.records().stream().map(Delivered::value).toList();
    }

    private Answer verify(Object... keys) {
        List<Object> arguments =
                new ArrayList<>(List.of("verify", "--quiet", "--kafka", broker.bootstrapServers(), "--topic", name));
        arguments.addAll(List.of(keys));
        return AuditTopic.run(arguments.toArray());
    }

    private static Verified from(long offset) {
        return new Verified() {
            @Override
            public long entries(String of) {
                return 0;
            }

            @Override
            public long offset(int partition) {
                return offset;
            }
        };
    }
}
