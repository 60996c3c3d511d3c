package nl.privacyloket.retention.casework;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import nl.privacyloket.retention.execution.RetrySchedule;

/** How patient this service is with data systems. */
@ConfigMapping(prefix = "privacyloket.commands")
interface CommandSettings {
    /** Time in which a system that names none has to answer. */
    @WithDefault("PT15M")
    Duration answerTime();

    /** How often a command is sent at most; with the standard pauses that takes about a day. */
    @WithDefault("8")
    int attempts();

    /** Pause after the first failure; each later one is twice as long. */
    @WithDefault("PT1M")
    Duration firstPause();

    /** Where the doubling ends. */
    @WithDefault("PT6H")
    Duration longestPause();

    /** How often is looked for commands that are due again; {@code off} for never. */
    @WithDefault("10s")
    String checkEvery();

    default RetrySchedule schedule() {
        return new RetrySchedule(attempts(), firstPause(), longestPause());
    }
}
