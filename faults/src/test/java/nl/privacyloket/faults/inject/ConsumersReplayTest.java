package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumersReplayTest {

    @Test
    void countsWhatLiesBehindAllPositionsOfAllGroups() {
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
        first.put(new TopicPartition("requests", 0), new OffsetAndMetadata(7));
        first.put(new TopicPartition("requests", 1), new OffsetAndMetadata(5));
        // Nothing was ever taken from it.
        first.put(new TopicPartition("requests", 2), null);

        assertThat(ConsumersReplay.taken(Map.of(
                        "first", first, "second", Map.of(new TopicPartition("policies", 0), new OffsetAndMetadata(3)))))
                .isEqualTo(15);
        assertThat(ConsumersReplay.taken(Map.of())).isZero();
    }
}
