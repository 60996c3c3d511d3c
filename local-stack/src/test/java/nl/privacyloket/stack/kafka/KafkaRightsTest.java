package nl.privacyloket.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.stack.net.LocalPorts;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that operations are told to give, at a real broker. What they suffice for, the system tests show. */
class KafkaRightsTest {
    private static final Path RIGHTS = Path.of("../deploy/kafka/rights.csv");
    private static final String AUDIT = "privacyloket.audit.v1";
    private static final List<String> SYSTEMS = List.of("prifora-webshop", "pinkweb-portal");

    private static EmbeddedKafkaBroker broker;
    private static int port;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        port = LocalPorts.free();
        broker = EmbeddedKafkaBroker.start(KafkaOptions.temporary().guarded(port, KafkaRights.read(RIGHTS, SYSTEMS)));
        for (String topic : List.of(AUDIT, "privacyloket.requests.v1", "privacyloket.retention.v1")) {
            broker.createTopic(topic, 1, Map.of());
        }
        broker.createTopic("privacyloket.commands.prifora-webshop.v1", 1, Map.of());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void complianceReadsTheAuditTopicInItsOwnGroupsAndNothingElse() {
        try (var consumer = consumer("compliance", "privacyloket-audit-archive")) {
            consumer.subscribe(List.of(AUDIT));
            assertThatCode(() -> consumer.poll(Duration.ofSeconds(2))).doesNotThrowAnyException();
        }
        try (var consumer = consumer("compliance", "privacyloket-audit-archive")) {
            consumer.subscribe(List.of("privacyloket.requests.v1"));
            assertThatThrownBy(() -> pollOften(consumer)).isInstanceOf(TopicAuthorizationException.class);
        }
        try (var consumer = consumer("compliance", "request-service-audit")) {
            consumer.subscribe(List.of(AUDIT));
            assertThatThrownBy(() -> pollOften(consumer)).isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void nobodyButServicesAndConnectorsWritesToTheAuditTopicAndNobodyCutsIt() throws Exception {
        assertThatThrownBy(() -> send("compliance", AUDIT, null)).hasCauseInstanceOf(AuthorizationException.class);
        for (String principal :
                List.of("request-service", "retention-service", "notification-service", "jdbc-connector")) {
            send(principal, AUDIT, null);
            try (Admin admin = admin(principal)) {
                assertThatThrownBy(
                                () -> admin.deleteTopics(List.of(AUDIT)).all().get())
                        .as(principal)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> admin.deleteRecords(
                                        Map.of(new TopicPartition(AUDIT, 0), RecordsToDelete.beforeOffset(1)))
                                .all()
                                .get())
                        .as(principal)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void aServiceWritesItsOwnTopicsAloneAndAsItself() throws Exception {
        send("request-service", "privacyloket.requests.v1", "request-service-relay");

        assertThatThrownBy(() -> send("request-service", "privacyloket.retention.v1", null))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("request-service", "privacyloket.commands.prifora-webshop.v1", null))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("notification-service", "privacyloket.requests.v1", null))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("retention-service", AUDIT, "request-service-relay"))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
    }

    @Test
    void howFarALogIsPublishedIsItsOwnersToSay() {
        var far = Map.of(new TopicPartition(AUDIT, 0), new OffsetAndMetadata(7));
        try (var consumer = consumer("request-service", "request-service-audit")) {
            assertThatCode(() -> consumer.commitSync(far)).doesNotThrowAnyException();
        }
        for (String other : List.of("retention-service", "jdbc-connector", "compliance")) {
            try (var consumer = consumer(other, "request-service-audit")) {
                assertThatThrownBy(() -> consumer.commitSync(far))
                        .as(other)
                        .isInstanceOf(GroupAuthorizationException.class);
            }
        }
    }

    @Test
    void aConnectorReadsCommandsOfItsSystemsAndOrdersNothing() throws Exception {
        try (var consumer = consumer("jdbc-connector", "connector-prifora-webshop")) {
            consumer.subscribe(List.of("privacyloket.commands.prifora-webshop.v1"));
            assertThatCode(() -> consumer.poll(Duration.ofSeconds(2))).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> send("jdbc-connector", "privacyloket.commands.prifora-webshop.v1", null))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        try (Admin admin = admin("jdbc-connector")) {
            admin.createTopics(List.of(new NewTopic("privacyloket.commands.pinkweb-portal.v1", 1, (short) 1)))
                    .all()
                    .get();
            assertThatThrownBy(() -> admin.createTopics(
                                    List.of(new NewTopic("privacyloket.commands.infactor-crm.v1", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void whoIsNobodyComesNowhere() {
        Map<String, Object> settings = new HashMap<>(GuardedListener.login("request-service"));
        settings.compute(
                "sasl.jaas.config", (name, login) -> ((String) login).replace("password=\"request", "password=\"x"));
        settings.put("bootstrap.servers", "localhost:" + port);
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    /** What the script tells Kafka, with a program in the place of Kafka's own that writes down how it is called. */
    @Test
    void theScriptGrantsWhatTheFileSays() throws Exception {
        Path calls = folder.resolve("calls");
        Path acls = Files.writeString(
                folder.resolve("acls"), "#!/bin/sh\necho \"$@\" >> " + calls + "\n", StandardCharsets.UTF_8);
        assertThat(acls.toFile().setExecutable(true)).isTrue();
        assertThat(grant(
                        acls,
                        "--system",
                        SYSTEMS.get(0),
                        "--system",
                        SYSTEMS.get(1),
                        "--",
                        "--bootstrap-server",
                        "k:1"))
                .isZero();

        Set<String> granted = new TreeSet<>();
        for (String call : Files.readAllLines(calls)) {
            assertThat(call).startsWith("--bootstrap-server k:1 --add --allow-principal User:");
            List<String> words = Arrays.asList(call.split(" "));
            String principal = words.get(4).substring("User:".length());
            int resource = words.lastIndexOf("--operation") + 2;
            for (int i = 5; i < resource; i += 2) {
                granted.add(String.join(
                        " ",
                        principal,
                        words.get(resource).substring(2),
                        words.get(resource + 3),
                        words.get(resource + 1),
                        words.get(i + 1)));
            }
        }

        Set<String> read = new TreeSet<>();
        KafkaRights.read(RIGHTS, SYSTEMS)
                .bindings()
                .forEach(binding -> read.add(String.join(
                        " ",
                        binding.entry().principal().substring("User:".length()),
                        binding.pattern().resourceType().name(),
                        binding.pattern().patternType().name(),
                        binding.pattern().name(),
                        binding.entry().operation().name())));
        assertThat(granted.stream().map(KafkaRightsTest::small))
                .containsExactlyElementsOf(
                        read.stream().map(KafkaRightsTest::small).toList());
    }

    @Test
    void theScriptRefusesWhatItDoesNotKnow() throws Exception {
        assertThat(grant(folder, "--system", "UPPER", "--", "--bootstrap-server", "k:1"))
                .isEqualTo(2);
        assertThat(grant(folder, "--as", "nobody=CN=x", "--", "--bootstrap-server", "k:1"))
                .isEqualTo(2);
        assertThat(grant(folder)).isEqualTo(2);
    }

    @Test
    void aLineThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("rights.csv"), "# head\nrequest-service,topic,x\n");

        assertThatThrownBy(() -> KafkaRights.read(file, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rights.csv line 2 has not five columns");
    }

    private static String small(String right) {
        return right.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private int grant(Path acls, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "../deploy/kafka/grant"));
        command.addAll(List.of(words));
        ProcessBuilder script = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        script.environment().put("KAFKA_ACLS", acls.toString());
        return script.start().waitFor();
    }

    private static void send(String principal, String topic, String transactionalId) throws Exception {
        Map<String, Object> settings = settings(principal);
        if (transactionalId != null) {
            settings.put("transactional.id", transactionalId);
        }
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            if (transactionalId != null) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
            if (transactionalId != null) {
                producer.commitTransaction();
            }
        }
    }

    private static void pollOften(KafkaConsumer<String, String> consumer) {
        for (int i = 0; i < 20; i++) {
            consumer.poll(Duration.ofMillis(500));
        }
    }

    private static KafkaConsumer<String, String> consumer(String principal, String group) {
        Map<String, Object> settings = settings(principal);
        settings.put("group.id", group);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static Admin admin(String principal) {
        return Admin.create(settings(principal));
    }

    private static Map<String, Object> settings(String principal) {
        Map<String, Object> settings = new HashMap<>(GuardedListener.login(principal));
        settings.put("bootstrap.servers", "localhost:" + port);
        return settings;
    }
}
