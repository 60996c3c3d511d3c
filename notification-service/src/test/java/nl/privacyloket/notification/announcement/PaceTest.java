package nl.privacyloket.notification.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(16);

    private void took(Duration each) {
        for (int mail = 0; mail < 200; mail++) {
            pace.took(each.toNanos());
        }
    }

    @Test
    void beginsWithOneForEachSender() {
        assertThat(pace.ahead()).isEqualTo(1);
    }

    @Test
    void hasNoMoreInHandThanGoInATenthOfASecond() {
        took(Duration.ofMillis(24));

        assertThat(pace.ahead()).isEqualTo(4);
    }

    @Test
    void hasNeverMoreThanTheMost() {
        took(Duration.ofMillis(1));

        assertThat(pace.ahead()).isEqualTo(16);
    }

    @Test
    void goesBackToOneWhereAMailTakesLong() {
        took(Duration.ofMillis(1));
        took(Duration.ofSeconds(2));

        assertThat(pace.ahead()).isEqualTo(1);
    }
}
