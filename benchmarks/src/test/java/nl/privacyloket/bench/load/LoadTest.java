package nl.privacyloket.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void a_closed_loop_counts_what_was_answered_on_all_connections() throws Exception {
        Set<Integer> used = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();

        Answered answered = Load.closed(4, Duration.ofMillis(200)).run(connection -> turn -> {
            used.add(connection);
            calls.incrementAndGet();
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
        });

        assertThat(used).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(answered.calls()).isEqualTo(calls.get());
        assertThat(answered.took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(answered.milliseconds(50)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void an_open_loop_calls_at_its_rate_whatever_the_answers_take() throws Exception {
        Map<Long, Long> due = new ConcurrentHashMap<>();

        Answered answered =
                Load.open(2, 100, Duration.ofMillis(500)).run(connection -> turn -> due.put(turn.number(), turn.due()));

        assertThat(answered.calls()).isEqualTo(50);
        assertThat(due).hasSize(50);
        assertThat(due.get(49L) - due.get(0L)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(490));
    }

    @Test
    void a_call_that_waits_for_a_connection_has_taken_that_time_too() throws Exception {
        Answered answered = Load.open(1, 100, Duration.ofMillis(300)).run(connection -> turn -> {
            if (turn.number() == 0) {
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            }
        });

        // Twenty of thirty calls stood behind the first: the half of them for a hundred milliseconds and more.
        assertThat(answered.calls()).isEqualTo(30);
        assertThat(answered.milliseconds(70)).isGreaterThan(90);
        assertThat(answered.milliseconds(100)).isGreaterThanOrEqualTo(200);
        assertThat(Answered.percentiles(answered.latencies())).containsKeys("p50", "p99", "p99.9", "max");
    }

    @Test
    void a_call_that_fails_ends_the_load() {
        assertThatThrownBy(() -> Load.closed(3, Duration.ofMinutes(5)).run(connection -> turn -> {
                    if (turn.number() == 100) {
                        throw new IOException("refused");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("refused");
    }
}
