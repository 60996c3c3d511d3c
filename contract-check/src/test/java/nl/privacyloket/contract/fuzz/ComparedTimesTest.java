package nl.privacyloket.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is to tell two kinds of calls apart has to see what differs, and nothing in a machine that is busy. */
class ComparedTimesTest {
    private final Random random = new Random(1);

    @Test
    void workThatIsDoneForOneOnlyIsSeen() {
        ComparedTimes times = new ComparedTimes();
        for (int i = 0; i < 200; i++) {
            times.add(took() + 400_000, took());
        }

        assertThat(times.differ()).as(times.toString()).isTrue();
    }

    @Test
    void itIsSeenOnABusyMachineToo() {
        ComparedTimes times = new ComparedTimes();
        for (int i = 0; i < 200; i++) {
            times.add(interrupted(took() + 800_000), interrupted(took()));
        }

        assertThat(times.differ()).as(times.toString()).isTrue();
    }

    @Test
    void whatIsAlikeStaysSoOnABusyMachine() {
        for (int round = 0; round < 200; round++) {
            ComparedTimes times = new ComparedTimes();
            for (int i = 0; i < 200; i++) {
                times.add(interrupted(took()), interrupted(took()));
            }
            assertThat(times.differ()).as(times.toString()).isFalse();
        }
    }

    @Test
    void aMachineThatSlowsDownMeanwhileMakesNoDifference() {
        ComparedTimes times = new ComparedTimes();
        for (int i = 0; i < 200; i++) {
            times.add(took() * (1 + i / 50), took() * (1 + i / 50));
        }

        assertThat(times.differ()).as(times.toString()).isFalse();
    }

    /** About a millisecond. */
    private long took() {
        return 900_000 + random.nextInt(200_000);
    }

    /** Each fourth call has to wait, some for long. */
    private long interrupted(long took) {
        return random.nextInt(4) == 0 ? took + random.nextInt(20_000_000) : took;
    }
}
