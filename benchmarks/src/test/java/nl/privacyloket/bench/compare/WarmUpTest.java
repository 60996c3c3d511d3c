package nl.privacyloket.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final List<Double> turns = new ArrayList<>();

    @Test
    void it_ends_when_two_turns_in_a_row_are_as_fast_as_the_best_before_them() throws Exception {
        Iterator<Double> rates =
                List.of(100.0, 200.0, 205.0, 300.0, 310.0, 290.0, 900.0).iterator();

        boolean warm = WarmUp.run(Duration.ofHours(1), rates::next, turns::add);

        assertThat(turns).containsExactly(100.0, 200.0, 205.0, 300.0, 310.0, 290.0);
        assertThat(warm).isTrue();
    }

    @Test
    void a_turn_that_was_held_up_says_nothing() throws Exception {
        Iterator<Double> rates =
                List.of(100.0, 50.0, 55.0, 101.0, 80.0, 102.0, 99.0, 900.0).iterator();

        WarmUp.run(Duration.ofHours(1), rates::next, turns::add);

        assertThat(turns).containsExactly(100.0, 50.0, 55.0, 101.0, 80.0, 102.0, 99.0);
    }

    @Test
    void it_ends_after_the_turn_in_which_its_time_ended() throws Exception {
        Iterator<Double> rates = List.of(100.0, 200.0).iterator();

        boolean warm = WarmUp.run(Duration.ZERO, rates::next, turns::add);

        assertThat(turns).containsExactly(100.0);
        assertThat(warm).isFalse();
    }
}
