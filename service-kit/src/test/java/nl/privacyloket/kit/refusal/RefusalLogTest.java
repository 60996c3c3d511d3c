package nl.privacyloket.kit.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import org.junit.jupiter.api.Test;

/** What a database that is away costs those who are refused meanwhile. */
class RefusalLogTest {
    private static final Refusal REFUSED =
            new Refusal("prifora", Refusal.ANONYMOUS, "forbidden", Refusal.ENDPOINT, "GET /dead-letters", null);

    private final Moments clock = new Moments();
    private final Databases database = new Databases();
    private final RefusalLog log = new RefusalLog(database, clock);
    private int reads;

    /** Time that goes on when it is told to. */
    private static final class Moments extends Clock {
        private Instant now = Instant.parse("2026-11-22T19:00:05Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** There, with nothing in it, or away. */
    private static final class Databases implements Transactions {
        private boolean isAway = true;

        @Override
        public <T> T inTransaction(Work<T> work) throws SQLException {
            if (isAway) {
                throw new SQLException("away");
            }
            return null;
        }
    }

    private void refused(String caller) {
        log.note(REFUSED, caller, () -> {
            reads++;
            database.inTransaction(connection -> null);
            return "dI0AeRg32-SqE8opP8BEsA";
        });
    }

    @Test
    void afterAFailureNobodyWaitsForTheDatabaseForAMinute() {
        refused("prifora anna");
        for (int call = 0; call < 10; call++) {
            refused("prifora anna");
            refused("prifora bert");
        }
        assertThat(reads).isEqualTo(1);

        clock.now = clock.now.plus(Duration.ofSeconds(61));
        refused("prifora bert");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void thatItCannotBeSettledIsAFailureAndThatItCanIsTheEndOfIt() throws Exception {
        assertThatThrownBy(() -> log.settle(clock.now)).isInstanceOf(SQLException.class);
        refused("prifora anna");
        assertThat(reads).isZero();

        database.isAway = false;
        log.settle(clock.now);
        refused("prifora anna");
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void whatIsBeyondTheNumberOfAMinuteIsCountedWithoutAskingWhoItWas() throws Exception {
        for (int call = 0; call < 20; call++) {
            refused("prifora anna");
        }
        assertThat(reads).isEqualTo(1);

        database.isAway = false;
        log.settle(clock.now);
        refused("prifora anna");
        assertThat(reads).isEqualTo(1);
    }
}
