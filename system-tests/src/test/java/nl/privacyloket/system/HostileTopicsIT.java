package nl.privacyloket.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.stack.layout.StackService.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every topic that is read gets what its readers do not expect, made of the golden samples by chance that is the same in
 * each build: {@code -Dhostile.seed=} makes others, {@code -Dhostile.records=} more. On a stack of its own, which nobody
 * else's letters lie about in.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileTopicsIT {
    private static final long SEED = Long.getLong("hostile.seed", 9_027_183);
    private static final int RECORDS = Integer.getInteger("hostile.records", 400);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HostileRecords HOSTILE = new HostileRecords(SEED);
    private static List<GoldenSample> samples;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("hostile.seed=" + SEED);
        Path parent = Files.createDirectories(Path.of("target", "stacks"));
        stack = Stack.start(StackOptions.of(Path.of(".."))
                .in(Files.createTempDirectory(parent, "hostile"))
                .on(StackPorts.free()));
        Set<String> topics = Topics.names(stack);
        samples = GoldenSample.consumed().stream()
                .filter(sample -> topics.contains(sample.topic()))
                .toList();
        assertThat(samples.stream().map(GoldenSample::topic).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(7);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void whatIsNoEventIsSetAsideByEachOfItsConsumersAndChangesNothing() throws Exception {
        awaitFirstSweep();
        Map<String, String> before = StoredRows.of(stack);
        Sent sent = send(onePerTopic().stream()
                .flatMap(sample -> HOSTILE.refused(sample).stream())
                .toList());
        awaitRead(sent);

        Map<String, Long> letters =
                letters().stream().collect(Collectors.groupingBy(HostileTopicsIT::position, Collectors.counting()));
        Map<String, Set<String>> consumers = ConsumerGroups.byTopic(stack);
        assertThat(sent.records()).allSatisfy((position, record) -> assertThat(letters.getOrDefault(position, 0L))
                .describedAs("%s is set aside by whom it is meant for", record)
                .isEqualTo(consumers.get(record.topic()).size()));
        assertThat(StoredRows.of(stack).entrySet()).containsExactlyInAnyOrderElementsOf(before.entrySet());
    }

    @Test
    @Order(2)
    void nothingInAnEventMakesAConsumerFailForAReasonThatItDoesNotKnow() throws Exception {
        Random random = new Random(SEED);
        Sent sent = send(Stream.generate(() -> HOSTILE.anything(samples.get(random.nextInt(samples.size()))))
                .limit(RECORDS)
                .toList());
        awaitRead(sent);

        assertThat(letters())
                .filteredOn(letter -> letter.path("reason").asText().equals("handler-failed"))
                .extracting(letter -> letter.path("fault").asText() + " after "
                        + sent.records().get(position(letter)))
                .isEmpty();
        theMarkIsNowhere();
    }

    @Test
    @Order(3)
    void whatIsSaidInTheNameOfAnotherOrganisationChangesNothingOfThisOne() throws Exception {
        PersonsRequest request = plannedErasure("HST-1", "hilde.storm@example.org");
        JsonNode before = request.seenByStaff();
        JsonNode plan = plan(request);
        request.awaitMails(2);
        List<String> subjects = request.subjects();
        Sent sent = send(samples.stream()
                .filter(sample -> sample.data().path("requestId").isTextual())
                .map(sample -> HOSTILE.about(sample, request.id(), "pinkweb"))
                .toList());
        assertThat(sent.records()).hasSizeGreaterThan(40);
        awaitRead(sent);

        assertThat(request.seenByStaff()).isEqualTo(before);
        assertThat(plan(request)).isEqualTo(plan);
        assertThat(request.subjects()).isEqualTo(subjects);
        assertThat(Api.anonymous(stack)
                        .as("case-handler", "pinkweb")
                        .get(StackService.REQUEST, request.path())
                        .status())
                .isEqualTo(404);
    }

    /** Real facts with real seals, which others cannot read and nobody can write anew, but can put elsewhere. */
    @Test
    @Order(4)
    void aSealThatDoesNotOpenIsRefusedByWhomItIsForAndChangesNothing() throws Exception {
        PersonsRequest request = plannedErasure("HST-4", "hilde.mist@example.org");
        ConsumerRecord<byte[], byte[]> received = fact(request, "nl.privacyloket.request.received.v1");
        ConsumerRecord<byte[], byte[]> verified = fact(request, "nl.privacyloket.request.identity-verified.v1");
        ObjectNode toNotification = HostileRecords.seals(data(received)).get("contact");
        ObjectNode toRetention = HostileRecords.seals(data(verified)).get("subject");
        request.awaitMails(2);
        await().atMost(PATIENCE).until(HostileTopicsIT::nothingToTell);
        Map<String, String> before = StoredRows.of(stack);

        Sent sent = send(Stream.concat(
                        HOSTILE.misplacedSeals(received, data(received), toRetention).stream(),
                        HOSTILE.misplacedSeals(verified, data(verified), toNotification).stream())
                .toList());
        assertThat(sent.records()).hasSizeGreaterThanOrEqualTo(6);
        awaitRead(sent);

        Map<String, List<String>> reasons = letters().stream()
                .collect(Collectors.groupingBy(
                        HostileTopicsIT::position,
                        Collectors.mapping(letter -> letter.path("reason").asText(), Collectors.toList())));
        assertThat(sent.records())
                .allSatisfy((position, record) -> assertThat(reasons.getOrDefault(position, List.of()))
                        .describedAs("%s", record)
                        .containsExactly("seal-does-not-open"));
        assertThat(StoredRows.of(stack).entrySet()).containsExactlyInAnyOrderElementsOf(before.entrySet());
    }

    /**
     * All that was told of a request of another organisation, with seals that open, as if it were about a request of this one: in the
     * name of the one and of the other. What is known of a request is not replaced by what is told once more.
     */
    @Test
    @Order(5)
    void whatIsSealedInTheFactsOfAnotherRequestDoesNotReplaceWhatIsKnown() throws Exception {
        PersonsRequest others =
                PersonsRequest.file(stack, "pinkweb", "access", "Otto Ander", "otto.ander@example.org", "", "");
        others.confirmFromMail();
        others.awaitStatus("in-assessment");
        others.awaitMails(2);
        PersonsRequest request = plannedErasure("HST-5", "hilde.dauw@example.org");
        request.awaitMails(2);
        await().atMost(PATIENCE).until(HostileTopicsIT::nothingToTell);
        JsonNode before = request.seenByStaff();
        JsonNode plan = plan(request);
        List<String> subjects = request.subjects();
        int theirs = others.mails().size();

        List<ConsumerRecord<byte[], byte[]>> told = told(others);
        Sent sent = send(Stream.of("pinkweb", "prifora")
                .flatMap(organisation ->
                        told.stream().map(record -> HOSTILE.lifted(record, others.id(), request.id(), organisation)))
                .toList());
        assertThat(sent.records()).hasSizeGreaterThan(5);
        awaitRead(sent);

        assertThat(request.seenByStaff()).isEqualTo(before);
        assertThat(plan(request)).isEqualTo(plan);
        assertThat(request.subjects()).isEqualTo(subjects);
        assertThat(others.mails()).hasSize(theirs);
    }

    /** Every record of an erasure once more, as it was and under a new id, when the same customer has come back. */
    @Test
    @Order(6)
    void anErasureThatIsReplayedHitsNobodyTwice() throws Exception {
        PersonsRequest request = plannedErasure("HST-2", "hilde.regen@example.org");
        request.grantErasure();
        request.awaitStatus("closed");
        await().atMost(PATIENCE).until(HostileTopicsIT::nothingToTell);
        WebshopCustomer back = WebshopCustomer.add(stack, "HST-2-again", "Hilde Regen", "hilde.regen@example.org");
        DataRows rows = new DataRows(stack);
        rows.write(
                "update webshop.customer set customer_number = 'HST-2' where customer_number = ? returning 1",
                back.number());
        JsonNode before = request.seenByStaff();
        int mails = request.mails().size();

        Sent sent = send(told(request).stream()
                .flatMap(record -> HOSTILE.again(record).stream())
                .toList());
        assertThat(sent.records()).hasSizeGreaterThan(10);
        awaitRead(sent);

        assertThat(rows.text("select email from webshop.customer where customer_number = 'HST-2'"))
                .isEqualTo("hilde.regen@example.org");
        assertThat(request.seenByStaff()).isEqualTo(before);
        assertThat(request.mails()).hasSize(mails);
    }

    @Test
    @Order(7)
    void afterAllThatARequestIsAnsweredAsEver() {
        PersonsRequest request = plannedErasure("HST-3", "hilde.hagel@example.org");
        request.grantErasure();
        request.awaitStatus("closed");
        request.awaitMails(4);
    }

    private static PersonsRequest plannedErasure(String number, String email) {
        PersonsRequest request =
                PersonsRequest.file(stack, WebshopCustomer.add(stack, number, "Hilde Storm", email), "erasure", "");
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.awaitPlan();
        return request;
    }

    private static JsonNode plan(PersonsRequest request) {
        return request.staff("privacy-officer")
                .get(RETENTION, request.path() + "/erasure-plan")
                .expect(200);
    }

    /** Every record about a request on the topics that are read. */
    private static List<ConsumerRecord<byte[], byte[]>> told(PersonsRequest request) {
        return samples.stream()
                .map(GoldenSample::topic)
                .distinct()
                .flatMap(topic -> Topics.read(stack, topic).stream())
                .filter(record ->
                        new String(record.value() == null ? new byte[0] : record.value(), UTF_8).contains(request.id()))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> fact(PersonsRequest request, String type) {
        return told(request).stream()
                .filter(record -> type.equals(
                        new String(record.headers().lastHeader("ce_type").value(), UTF_8)))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode data(ConsumerRecord<byte[], byte[]> record) throws IOException {
        return (ObjectNode) JSON.readTree(record.value());
    }

    private static List<GoldenSample> onePerTopic() {
        List<GoldenSample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(SEED));
        return List.copyOf(shuffled.stream()
                .collect(Collectors.toMap(
                        GoldenSample::topic, sample -> sample, (first, second) -> first, LinkedHashMap::new))
                .values());
    }

    /**
     * What was sent.
     *
     * @param records by topic, partition and offset
     * @param ends where each partition ended after it
     */
    private record Sent(Map<String, HostileRecord> records, Map<TopicPartition, Long> ends) {}

    private static Sent send(List<HostileRecord> records) throws Exception {
        Sent sent = new Sent(new LinkedHashMap<>(), new LinkedHashMap<>());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.addresses().kafkaBootstrapServers(), "max.request.size", 4_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (HostileRecord record : records) {
                answers.add(producer.send(record.record()));
            }
            for (int i = 0; i < records.size(); i++) {
                RecordMetadata at = answers.get(i).get();
                sent.records().put(at.topic() + "/" + at.partition() + "/" + at.offset(), records.get(i));
                sent.ends().merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max);
            }
        }
        return sent;
    }

    private static String position(JsonNode letter) {
        return letter.path("topic").asText() + "/" + letter.path("partition").asInt() + "/"
                + letter.path("offset").asLong();
    }

    /** What the services and the connectors say that they have set aside. */
    private static List<JsonNode> letters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (String topic : Topics.names(stack)) {
            if (topic.startsWith("privacyloket.dead-letters.")) {
                for (ConsumerRecord<byte[], byte[]> record : Topics.read(stack, topic)) {
                    letters.add(JSON.readTree(record.value()));
                }
            }
        }
        return letters;
    }

    /** Until every group has committed that it has read what was sent, and the relays have told what came of it. */
    private static void awaitRead(Sent sent) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(
                        ConsumerGroups.behind(stack, sent.ends()))
                .isEmpty());
        await().atMost(PATIENCE).until(HostileTopicsIT::nothingToTell);
    }

    /** The sample data are old enough for some of them to go by themselves, right after the start. */
    private static void awaitFirstSweep() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
            try (var connection = stack.connect(StackService.DATABASE);
                    var statement = connection.createStatement();
                    var sweeps = statement.executeQuery("select count(*) from retention.certificate")) {
                sweeps.next();
                return sweeps.getLong(1) > 0;
            }
        });
        AtomicReference<Map<String, String>> last = new AtomicReference<>(Map.of());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> StoredRows.of(stack), rows -> rows.equals(last.getAndSet(rows)));
    }

    private static boolean nothingToTell() throws Exception {
        long waiting = 0;
        for (StackService service : StackService.values()) {
            if (service.hasSchema()) {
                try (var connection = stack.connect(StackService.DATABASE);
                        var statement = connection.createStatement();
                        var count = statement.executeQuery("select count(*) from " + service.schema() + ".outbox")) {
                    count.next();
                    waiting += count.getLong(1);
                }
            }
        }
        return waiting == 0;
    }

    private static void theMarkIsNowhere() throws IOException {
        for (StackService service : StackService.values()) {
            try (Stream<String> lines = Files.lines(stack.service(service).log(), UTF_8)) {
                assertThat(lines.filter(line -> line.contains(HostileRecords.MARK)))
                        .describedAs("log of " + service.id())
                        .isEmpty();
            }
        }
        for (String topic : Topics.names(stack)) {
            if (topic.startsWith("privacyloket.dead-letters.") || topic.equals("privacyloket.audit.v1")) {
                assertThat(Topics.read(stack, topic))
                        .extracting(record -> new String(record.value(), UTF_8))
                        .describedAs(topic)
                        .noneMatch(value -> value.contains(HostileRecords.MARK));
            }
        }
    }
}
