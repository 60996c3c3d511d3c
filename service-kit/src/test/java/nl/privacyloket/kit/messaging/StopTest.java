package nl.privacyloket.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final int MOST_CHANNELS = 5;
    private static final long MOST_MILLISECONDS = 2_000;

    /** Each channel waits for twice its poll timeout, a second unless it is told otherwise, one after the other. */
    @Test
    void theChannelsOfAServiceThatStopsWaitForTwoSecondsInAllAtMost() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file = StopTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(file);
        }

        long timeout =
                Long.parseLong(defaults.getProperty("mp.messaging.connector.smallrye-kafka.poll-timeout", "1000"));

        assertThat(2 * timeout * MOST_CHANNELS).isLessThanOrEqualTo(MOST_MILLISECONDS);
    }
}
