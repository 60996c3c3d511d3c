package nl.privacyloket.stack.audit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.audit.verify.AuditVerifier;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Header;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic that tests write played logs to, and the program that reads it. */
record AuditTopic(EmbeddedKafkaBroker broker, String name) {
    private static final Clock CLOCK = Clock.fixed(PlayedLog.BEGIN.plus(Duration.ofMinutes(90)), ZoneOffset.UTC);

    /** What the program said and how it ended. */
    record Answer(int exitCode, String said, String complained) {}

    static AuditTopic create(EmbeddedKafkaBroker broker, String name, int partitions) {
        broker.createTopic(name, partitions, Map.of());
        return new AuditTopic(broker, name);
    }

    KafkaProducer<String, byte[]> producer(String transactionalId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("acks", "all");
        if (transactionalId != null) {
            settings.put("transactional.id", transactionalId);
        }
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Publishes records to partition 0, each in its own place. */
    void publish(List<Delivered> records) {
        try (KafkaProducer<String, byte[]> producer = producer(null)) {
            send(producer, 0, records);
        }
    }

    void send(KafkaProducer<String, byte[]> producer, int partition, List<Delivered> records) {
        for (Delivered record : records) {
            ProducerRecord<String, byte[]> sent = new ProducerRecord<>(name, partition, record.key(), record.value());
            for (Header header : record.headers()) {
                sent.headers().add(header.name(), header.value());
            }
            producer.send(sent);
        }
        producer.flush();
    }

    /** How many records one of the program's consumer groups has committed. */
    long committed(String group) throws ExecutionException, InterruptedException {
        try (var admin = broker.admin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(offset -> offset.getKey().topic().equals(name))
                    .mapToLong(offset -> offset.getValue().offset())
                    .sum();
        }
    }

    /** Runs the program in this JVM, at an hour and a half behind the beginning of every played log. */
    static Answer run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
        int exitCode = AuditVerifier.run(new PrintWriter(out, true), new PrintWriter(err, true), CLOCK, texts);
        return new Answer(exitCode, out.toString(), err.toString());
    }
}
