package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.messaging.inbox.ConsumerLag;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerLagTest {
    private final MessagingWorld world = MessagingWorld.create();
    private final ConsumerLag lag = new ConsumerLag(MessagingWorld.kafkaConfig());

    @AfterEach
    void close() {
        lag.close();
    }

    @Test
    void whatAGroupHasNotReadIsCountedOverAllPartitions() throws Exception {
        send(0, 5);
        send(1, 4);
        send(2, 3);
        hasRead("reader", Map.of(0, 5L, 1, 1L));

        assertThat(lag.of("reader", world.topic)).isEqualTo(3 + 3);
    }

    @Test
    void aGroupThatNeverReadLacksAll() throws Exception {
        send(0, 5);
        send(2, 2);

        assertThat(lag.of("nobody", world.topic)).isEqualTo(7);
    }

    @Test
    void anEmptyTopicLeavesNobodyBehind() throws Exception {
        assertThat(lag.of("nobody", world.topic)).isZero();
    }

    @Test
    void aTopicThatIsNotThereIsNoZero() {
        assertThatThrownBy(() -> lag.of("reader", "test.missing." + world.name)).isInstanceOf(KafkaException.class);
    }

    private void send(int partition, int records) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(MessagingWorld.kafkaConfig(), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(world.topic, partition, "key", "value"))
                        .get();
            }
        }
    }

    private void hasRead(String group, Map<Integer, Long> offsets) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(MessagingWorld.kafkaConfig())) {
            for (Map.Entry<Integer, Long> offset : offsets.entrySet()) {
                admin.alterConsumerGroupOffsets(
                                group,
                                Map.of(
                                        new TopicPartition(world.topic, offset.getKey()),
                                        new OffsetAndMetadata(offset.getValue())))
                        .all()
                        .get();
            }
        }
    }
}
