package nl.privacyloket.retention.restore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;
import nl.privacyloket.retention.execution.RetrySchedule;

/** How erasures are repeated after a restore. */
@ConfigMapping(prefix = "privacyloket.restores")
interface RestoreSettings {
    /** How often is looked for repetitions that stay without an answer; {@code off} for never. */
    @WithDefault("10s")
    String checkEvery();

    /** How often is looked for commands that need not be kept any more; {@code off} for never. */
    @WithDefault("1h")
    String tidyEvery();

    /** How often an erasure is repeated at most before the next one is. */
    @WithDefault("5")
    int attempts();

    /** Pause after the first failure; each later one is twice as long. */
    @WithDefault("PT30S")
    Duration firstPause();

    /** Where the doubling ends. */
    @WithDefault("PT10M")
    Duration longestPause();

    /** Time in which a system that names none has to answer. */
    @WithDefault("PT15M")
    Duration answerTime();

    /** How long commands are kept for a restore where nobody says how long backups are kept. */
    @WithDefault("P1Y")
    Period unknownWindow();

    default RetrySchedule schedule() {
        return new RetrySchedule(attempts(), firstPause(), longestPause());
    }
}
