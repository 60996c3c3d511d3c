package nl.privacyloket.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.audit.verify.AuditVerifier;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.kafka.GuardedListener;
import nl.privacyloket.stack.layout.StackService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier over what the real services published: by every way to it, and after somebody has been there. */
class AuditIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUDIT = "privacyloket.audit.v1";
    private static final String LOG = "request-service";
    private static final String NUMBER = "T-88214";
    private static final Stack STACK = RunningStack.get();

    private static String requestId;

    @TempDir
    Path folder;

    private String said;

    @BeforeAll
    static void erase() {
        WebshopCustomer customer = WebshopCustomer.add(STACK, NUMBER, "Auke Auditsma", "auke.auditsma@example.org");
        PersonsRequest request = PersonsRequest.file(
                STACK,
                "prifora",
                "erasure",
                customer.name(),
                customer.email(),
                "{\"type\":\"customer-number\",\"value\":\"" + NUMBER + "\"}");
        requestId = request.id();
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.awaitPlan();
        request.staff("privacy-officer")
                .post(StackService.REQUEST, request.path() + "/decision", """
                        {"outcome":"partly-granted","ground":"legal-obligation","reason":"The tax law.","planHash":"%s"}
                        """.formatted(
                                request.seenByStaff().path("planHash").asText()))
                .expect(200);
        request.awaitStatus("closed");
        request.awaitMails(4);
    }

    @Test
    void topicRestAndArchiveHaveOneVerdict() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(archive("archive")).as(said).isZero();
            Map<String, String> byArchive = proven("--file", folder.resolve("archive"), "--json");
            Map<String, String> byRest = byRest();
            Map<String, String> byTopic =
                    proven("--kafka", STACK.addresses().guardedKafka(), "--config", asCompliance(), "--json");

            assertThat(byTopic).containsKeys("prifora-webshop").containsAllEntriesOf(byRest);
            assertThat(byArchive).isEqualTo(byTopic);
        });
    }

    /** Of this story: other tests leave some on purpose that nobody heard the end of. */
    @Test
    void theLogsAgreeOnWhatBecameOfTheRequest() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            verify("--kafka", STACK.addresses().kafkaBootstrapServers(), "--reconcile", "--grace", "PT0S", "--json");
            JsonNode verdict = JSON.readTree(said);

            assertThat(verdict.path("discrepancies").isArray()).isTrue();
            for (JsonNode discrepancy : verdict.path("discrepancies")) {
                assertThat(discrepancy.path("requestId").asText())
                        .as(discrepancy.path("words").asText())
                        .isNotEqualTo(requestId);
            }
        });
    }

    @Test
    void aLaterRunReadsWhatIsNewAndOneCheckpointIsComparedWithAnother() throws IOException {
        Path state = folder.resolve("state.json");
        Path note = Files.writeString(folder.resolve("checkpoint.note"), rest("/audit/checkpoint", "text/plain"));
        Object[] options = {
            "--kafka",
            STACK.addresses().kafkaBootstrapServers(),
            "--state",
            state,
            "--checkpoint",
            note,
            "--max-age",
            "PT1H"
        };

        assertThat(verify(options)).as(said).isZero();
        assertThat(verify(options)).as(said).isZero();
        assertThat(state).content().contains(LOG, "prifora-webshop");
    }

    @Test
    void whatSomebodyDoesToAnArchiveIsNamed() throws IOException {
        assertThat(archive("archive")).as(said).isZero();
        List<String> lines = ofLog();
        int at = entry(lines, 7);
        Path forged = folder.resolve("forged.ndjson");

        List<String> without = new ArrayList<>(lines);
        without.remove(at);
        assertThat(verify("--file", Files.write(forged, without))).isEqualTo(1);
        assertThat(said).contains(LOG + ": TAMPERED: entry 7 is missing: ");

        List<String> twice = new ArrayList<>(lines);
        twice.add(at + 1, lines.get(at));
        assertThat(verify("--file", Files.write(forged, twice))).isEqualTo(1);
        assertThat(said).contains(LOG + ": TAMPERED: entry 7 occurs twice");

        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, at, entry(lines, 8));
        assertThat(verify("--file", Files.write(forged, swapped))).isEqualTo(1);
        assertThat(said).contains(LOG + ": TAMPERED: entry 7 is not in its place: it stands after entry 8");

        List<String> altered = new ArrayList<>(lines);
        altered.set(at, lines.get(at).replace("\"outcome\":\"", "\"outcome\":\"x"));
        Files.write(forged, altered);
        assertThat(verify("--file", forged)).isEqualTo(1);
        assertThat(said).contains(LOG + ": TAMPERED: ").contains(" altered: ");
    }

    @Test
    void whatSomebodyDoesToTheTopicIsNamed() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Topics.read(STACK, AUDIT));
        int at = record(records, 5);

        copy("audit-copy.whole", records);
        assertThat(verifyTopic("audit-copy.whole")).as(said).isZero();

        List<ConsumerRecord<byte[], byte[]>> without = new ArrayList<>(records);
        without.remove(at);
        copy("audit-copy.without", without);
        assertThat(verifyTopic("audit-copy.without")).isEqualTo(1);
        assertThat(said).contains(LOG + ": TAMPERED: entry 5 is missing: ");

        List<ConsumerRecord<byte[], byte[]>> swapped = new ArrayList<>(records);
        Collections.swap(swapped, at, record(records, 6));
        copy("audit-copy.swapped", swapped);
        assertThat(verifyTopic("audit-copy.swapped")).isEqualTo(1);
        assertThat(said).contains(LOG + ": TAMPERED: entry 5 is not in its place");
    }

    private Map<String, String> byRest() {
        Map<String, String> all = new TreeMap<>();
        for (StackService service : StackService.values()) {
            if (service.hasSchema()) {
                Path keys = STACK.directory().keys(service.id()).resolve("audit-keys");
                run("verify", "--url", STACK.addresses().baseUrl(service), "--token", token(), "--key", keys, "--json");
                all.putAll(read());
            }
        }
        return all;
    }

    /** Log to size and root that are proven; asserts that the verdict is good. */
    private Map<String, String> proven(Object... options) {
        assertThat(verify(options)).as(said).isZero();
        return read();
    }

    private Map<String, String> read() {
        try {
            Map<String, String> proven = new TreeMap<>();
            for (JsonNode log : JSON.readTree(said).path("logs")) {
                proven.put(
                        log.path("log").asText(),
                        log.at("/proven/size").asText() + " "
                                + log.at("/proven/rootHash").asText());
            }
            return proven;
        } catch (IOException e) {
            throw new UncheckedIOException(said, e);
        }
    }

    private int verifyTopic(String topic) {
        return verify("--kafka", STACK.addresses().kafkaBootstrapServers(), "--topic", topic, "--log", LOG);
    }

    private int archive(String to) {
        return run(with(
                "archive",
                "--kafka",
                STACK.addresses().guardedKafka(),
                "--config",
                asCompliance(),
                "--once",
                "--to",
                folder.resolve(to)));
    }

    /** With the rights at Kafka that compliance has, and no others. */
    private Path asCompliance() {
        Properties login = new Properties();
        login.putAll(GuardedListener.login("compliance"));
        Path file = folder.resolve("client.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            login.store(out, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int verify(Object... options) {
        List<Object> words = new ArrayList<>(List.of("verify", "--quiet"));
        words.addAll(Arrays.asList(options));
        return run(with(words.toArray()));
    }

    /** With all public keys. */
    private static Object[] with(Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        STACK.directory().auditKeys().forEach(keys -> all.addAll(List.of("--key", keys)));
        return all.toArray();
    }

    private int run(Object... words) {
        StringWriter out = new StringWriter();
        PrintWriter both = new PrintWriter(out, true);
        int code = AuditVerifier.run(
                both,
                both,
                Clock.systemUTC(),
                Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        said = out.toString();
        return code;
    }

    /** The archive's lines of request-service alone, in order. */
    private List<String> ofLog() throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.list(folder.resolve("archive"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("{\"service\":\"" + LOG + "\"")) {
                        lines.add(line);
                    }
                }
            }
        }
        return lines;
    }

    private static int entry(List<String> lines, int index) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("\"index\":" + index + ",")) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no entry " + index);
    }

    private static int record(List<ConsumerRecord<byte[], byte[]>> records, int index) {
        for (int i = 0; i < records.size(); i++) {
            String value = new String(records.get(i).value(), UTF_8);
            if (value.startsWith("{\"service\":\"" + LOG + "\",\"index\":" + index + ",")) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no entry " + index);
    }

    private static void copy(String topic, List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", STACK.addresses().kafkaBootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", STACK.addresses().kafkaBootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            records.forEach(record ->
                    producer.send(new ProducerRecord<>(topic, 0, record.key(), record.value(), record.headers())));
            producer.flush();
        }
    }

    private static String rest(String path, String type) {
        return Api.anonymous(STACK)
                .as("compliance", "prifora")
                .with("Accept", type)
                .get(StackService.REQUEST, path)
                .text();
    }

    private static String token() {
        return STACK.token("compliance", "prifora");
    }
}
