package nl.privacyloket.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import nl.privacyloket.stack.net.LocalPorts;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
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
    void complianceReadsTheAuditTopicInItsOwnGroupsAndNothingElse() throws Exception {
        try (var consumer = consumer("compliance", "privacyloket-audit-archive")) {
            consumer.subscribe(List.of(AUDIT));
            send("request-service", AUDIT, null);
            assertThat(firstOf(consumer)).isEqualTo("value");
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
            send("retention-service", "privacyloket.commands.prifora-webshop.v1", "retention-service-relay");
            assertThat(firstOf(consumer)).isEqualTo("value");
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
        assertThat(grant("--system", SYSTEMS.get(0), "--system", SYSTEMS.get(1), "--", "--bootstrap-server", "k:1"))
                .isZero();

        assertThat(calls()).allSatisfy(call -> assertThat(call).startsWith("--bootstrap-server", "k:1", "--add"));
        assertThat(granted())
                .containsExactlyElementsOf(
                        read(binding -> !binding.entry().principal().equals("User:data-system")));
    }

    @Test
    void aPrincipalCanHaveAnotherNameAndBeTheOnlyOne() throws Exception {
        String name = "CN=the connector, O=Example";

        assertThat(grant(
                        "--system",
                        SYSTEMS.get(0),
                        "--only",
                        "data-system",
                        "--as",
                        "data-system=" + name,
                        "--",
                        "--bootstrap-server",
                        "k:1"))
                .isZero();

        assertThat(calls()).hasSize(4).allSatisfy(call -> assertThat(call)
                .contains("--allow-principal", "User:" + name));
        assertThat(granted())
                .contains(name + " topic literal privacyloket.holdings.v1 write")
                .contains(name + " group prefixed prifora-webshop read");
    }

    @Test
    void theScriptSaysWhenItLeavesDataSystemsOut() throws Exception {
        assertThat(grant("--", "--bootstrap-server", "k:1")).isZero();

        assertThat(folder.resolve("said")).content().contains("nothing was granted for data systems");
        assertThat(granted()).noneMatch(right -> right.contains("-relay") && right.startsWith("jdbc-connector"));
    }

    @Test
    void theScriptRefusesWhatItDoesNotKnow() throws Exception {
        assertThat(grant("--system", "UPPER", "--", "--bootstrap-server", "k:1"))
                .isEqualTo(2);
        assertThat(grant("--as", "nobody=CN=x", "--", "--bootstrap-server", "k:1"))
                .isEqualTo(2);
        assertThat(grant("--only", "nobody", "--", "--bootstrap-server", "k:1")).isEqualTo(2);
        assertThat(grant()).isEqualTo(2);
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void aLineThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("rights.csv"), "# head\nrequest-service,topic,x\n");

        assertThatThrownBy(() -> KafkaRights.read(file, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rights.csv line 2 has not five columns");
    }

    /** Each right as principal, resource, pattern, name and operation. */
    private Set<String> granted() throws IOException {
        Set<String> granted = new TreeSet<>();
        for (List<String> call : calls()) {
            String principal = call.get(4).substring("User:".length());
            int resource = call.lastIndexOf("--operation") + 2;
            for (int i = 5; i < resource; i += 2) {
                granted.add(right(
                        principal,
                        call.get(resource).substring(2),
                        call.get(resource + 3),
                        call.get(resource + 1),
                        call.get(i + 1)));
            }
        }
        return granted;
    }

    private static Set<String> read(Predicate<AclBinding> wanted) throws IOException {
        Set<String> read = new TreeSet<>();
        KafkaRights.read(RIGHTS, SYSTEMS).bindings().stream()
                .filter(wanted)
                .forEach(binding -> read.add(right(
                        binding.entry().principal().substring("User:".length()),
                        binding.pattern().resourceType().name(),
                        binding.pattern().patternType().name(),
                        binding.pattern().name(),
                        binding.entry().operation().name())));
        return read;
    }

    private static String right(String principal, String resource, String pattern, String name, String operation) {
        return String.join(" ", principal, small(resource), small(pattern), name, small(operation));
    }

    private static String small(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<List<String>> calls() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        List<String> call = new ArrayList<>();
        for (String word : Files.readAllLines(folder.resolve("calls"))) {
            if (word.equals("end")) {
                calls.add(call);
                call = new ArrayList<>();
            } else {
                call.add(word);
            }
        }
        return calls;
    }

    private int grant(String... words) throws IOException, InterruptedException {
        Path acls = Files.writeString(
                folder.resolve("acls"), "#!/bin/sh\nprintf '%s\\n' \"$@\" end >> '" + folder.resolve("calls") + "'\n");
        assertThat(acls.toFile().setExecutable(true)).isTrue();
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

    private static String firstOf(KafkaConsumer<String, String> consumer) {
        for (int i = 0; i < 40; i++) {
            for (var record : consumer.poll(Duration.ofMillis(500))) {
                return record.value();
            }
        }
        throw new AssertionError("nothing could be read");
    }

    private static void pollOften(KafkaConsumer<String, String> consumer) {
        for (int i = 0; i < 20; i++) {
            consumer.poll(Duration.ofMillis(500));
        }
    }

    private static KafkaConsumer<String, String> consumer(String principal, String group) {
        Map<String, Object> settings = settings(principal);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
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
