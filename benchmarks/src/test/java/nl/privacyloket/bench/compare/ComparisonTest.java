package nl.privacyloket.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void a_round_is_the_system_beside_the_mean_of_the_limits_around_it() {
        Round round = new Round(90, 50, 110);

        assertThat(round.limit()).isEqualTo(100);
        assertThat(round.ratio()).isEqualTo(0.5);
    }

    @Test
    void a_round_counts_up_to_limits_that_differ_by_fifteen_percent() {
        assertThat(new Round(92.5, 1, 107.5).counts()).isTrue();
        assertThat(new Round(107.5, 1, 92.5).counts()).isTrue();
        assertThat(new Round(92, 1, 108).counts()).isFalse();
        assertThat(new Round(108, 1, 92).counts()).isFalse();
    }

    @Test
    void a_round_that_does_not_count_is_made_again_and_is_told() throws Exception {
        List<Round> heard = new ArrayList<>();

        Comparison comparison = Comparison.run(2, work(100, 101, 200, 100, 102), work(10, 99, 30), heard::add);

        assertThat(comparison.rounds())
                .containsExactly(new Round(100, 10, 101), new Round(101, 99, 200), new Round(100, 30, 102))
                .isEqualTo(heard);
        assertThat(comparison.ratio()).isEqualTo(new Spread(10 / 100.5, 10 / 100.5, 30 / 101.0));
        assertThat(comparison.system()).isEqualTo(new Spread(10, 10, 30));
        assertThat(comparison.limit()).isEqualTo(new Spread(100.5, 100.5, 101));
    }

    @Test
    void on_a_machine_that_never_rests_nothing_is_told() throws Exception {
        Comparison comparison = Comparison.run(2, work(1, 2, 1, 2, 1, 2, 1, 2), work(1, 1, 1, 1), round -> {});

        assertThat(comparison.rounds()).hasSize(4);
        assertThat(comparison.counting()).isZero();
        assertThat(comparison.tells()).isFalse();
        assertThatThrownBy(comparison::ratio).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_round_that_counts_is_not_two() throws Exception {
        Comparison comparison = Comparison.run(2, work(1, 1, 2, 1, 2, 1, 2), work(1, 1, 1, 1), round -> {});

        assertThat(comparison.counting()).isEqualTo(1);
        assertThat(comparison.tells()).isFalse();
    }

    @Test
    void a_median_is_one_that_was_measured() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2, 1, 4));
    }

    private static Comparison.Work work(double... rates) {
        Deque<Double> left = Arrays.stream(rates).boxed().collect(Collectors.toCollection(ArrayDeque::new));
        return left::removeFirst;
    }
}
