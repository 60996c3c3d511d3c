package nl.privacyloket.stack.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nl.privacyloket.audit.verify.AuditVerifier;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.stack.audit.AuditTopic.Answer;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** An archiver of a real topic that is killed at every moment: the archive has each record exactly once, and verifies. */
class ArchiverKilledTest {
    private static EmbeddedKafkaBroker broker;

    private final PlayedLog log = PlayedLog.of("request-service", 100, 10);

    @TempDir
    Path folder;

    private AuditTopic topic;
    private Path archive;
    private String group;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafkaBroker.startTemporary();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        topic = AuditTopic.create(broker, name, 1);
        group = "privacyloket-audit-" + name;
        archive = folder.resolve("archive");
    }

    @Test
    void as_a_process_whenever_it_has_written_some_more() throws Exception {
        log.grow(2900, 50);
        topic.publish(log.records());
        Path config = config("max.poll.records=20");
        long all = log.records().stream()
                .mapToLong(record -> record.value().length + 1)
                .sum();

        for (long reached : List.of(1L, all / 5, all / 2, 4 * all / 5)) {
            Process killed = new ProcessBuilder(command(config))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> lengthOfDays() >= reached || !killed.isAlive());
                assertThat(killed.isAlive())
                        .as("it follows the topic until it is killed")
                        .isTrue();
            } finally {
                killed.destroyForcibly().waitFor();
            }
        }

        assertThat(archiveOnce().exitCode()).isZero();
        assertArchivedExactlyOnce();
    }

    @Test
    void as_a_thread_between_reading_and_writing() throws Exception {
        topic.publish(log.records());
        Path config = config("max.poll.records=10", "interceptor.classes=" + Interrupting.class.getName());
        Interrupting.polls.set(0);
        List<Answer> answers = new ArrayList<>();

        Thread killed = new Thread(() -> answers.add(archiveOnce("--config", config)));
        killed.start();
        killed.join();

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.complained()).startsWith("Cannot be judged: ");
        });
        assertThat(lines()).as("what came before is kept").hasSizeBetween(10, 40);
        assertThat(archiveOnce().exitCode()).isZero();
        assertArchivedExactlyOnce();
    }

    @Test
    void in_the_middle_of_a_line() throws Exception {
        topic.publish(log.records().subList(0, 40));
        assertThat(archiveOnce().exitCode()).isZero();
        byte[] halfway = log.records().get(42).value();
        Path day = days().get(0);
        Files.write(day, log.records().get(40).value(), StandardOpenOption.APPEND);
        Files.writeString(day, "\n", StandardOpenOption.APPEND);
        Files.write(day, log.records().get(41).value(), StandardOpenOption.APPEND);
        Files.writeString(day, "\n" + new String(halfway, 0, halfway.length / 2, UTF_8), StandardOpenOption.APPEND);
        topic.publish(log.records().subList(40, log.records().size()));

        assertThat(archiveOnce().exitCode()).isZero();

        assertArchivedExactlyOnce();
        assertThat(day.resolveSibling(day.getFileName() + ".aside-1"))
                .as("what it had written is not thrown away")
                .exists();
    }

    @Test
    void between_writing_and_committing() throws Exception {
        topic.publish(log.records().subList(0, 40));
        assertThat(archiveOnce().exitCode()).isZero();
        assertThat(topic.committed(group)).isEqualTo(40);
        commit(17);
        topic.publish(log.records().subList(40, log.records().size()));

        assertThat(archiveOnce().exitCode()).isZero();

        assertArchivedExactlyOnce();
        assertThat(topic.committed(group)).isEqualTo(log.records().size());
    }

    @Test
    void between_writing_and_its_own_notes() throws Exception {
        for (String note : List.of("archive.json", "verified.json")) {
            Path older = folder.resolve(note);
            int from = lines().size();
            topic.publish(log.records().subList(from, from + 25));
            assertThat(archiveOnce().exitCode()).isZero();
            Files.copy(archive.resolve(note), older);
            topic.publish(log.records().subList(from + 25, from + 50));
            assertThat(archiveOnce().exitCode()).isZero();
            Files.copy(older, archive.resolve(note), StandardCopyOption.REPLACE_EXISTING);
        }
        topic.publish(log.records().subList(100, log.records().size()));

        assertThat(archiveOnce().exitCode()).isZero();
        assertArchivedExactlyOnce();
    }

    private void commit(long offset) throws Exception {
        try (var admin = broker.admin()) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private void assertArchivedExactlyOnce() throws IOException {
        List<String> values = log.records().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
        assertThat(lines()).isEqualTo(values);
        assertThat(AuditTopic.run("verify", "--file", archive, "--key", log.key()))
                .satisfies(answer -> {
                    assertThat(answer.exitCode()).as(answer.said()).isZero();
                    assertThat(answer.said())
                            .contains("complete and unaltered up to entry " + (log.size() - 1) + " at");
                });
    }

    private Answer archiveOnce(Object... more) {
        List<Object> arguments = new ArrayList<>(arguments());
        arguments.add("--once");
        arguments.addAll(List.of(more));
        return AuditTopic.run(arguments.toArray());
    }

    private List<String> command(Path config) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AuditVerifier.class.getName()));
        arguments().forEach(argument -> command.add(argument.toString()));
        command.addAll(List.of("--config", config.toString()));
        return command;
    }

    private List<Object> arguments() {
        return List.of(
                "archive",
                "--kafka",
                broker.bootstrapServers(),
                "--topic",
                topic.name(),
                "--group",
                group,
                "--key",
                log.key(),
                "--to",
                archive);
    }

    private Path config(String... settings) throws IOException {
        return Files.write(folder.resolve("client.properties"), List.of(settings));
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path day : days()) {
            lines.addAll(Files.readAllLines(day));
        }
        return lines;
    }

    private long lengthOfDays() throws IOException {
        long length = 0;
        for (Path day : days()) {
            length += Files.size(day);
        }
        return length;
    }

    /** The files of days, in order; a test that runs at midnight has two. */
    private List<Path> days() throws IOException {
        if (!Files.exists(archive)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    /** Interrupts the thread that reads, when it has read for the third time and before it writes. */
    public static final class Interrupting implements ConsumerInterceptor<String, byte[]> {
        private static final AtomicInteger polls = new AtomicInteger();

        @Override
        public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
            if (polls.incrementAndGet() == 3) {
                Thread.currentThread().interrupt();
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Nothing happens behind a commit.
        }

        @Override
        public void close() {
            // It holds nothing.
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // It needs none.
        }
    }
}
