package nl.privacyloket.retention.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the sweep goes about its work. */
@ConfigMapping(prefix = "privacyloket.sweep")
interface SweepSettings {
    /** How often is looked for work; {@code off} for never. */
    @WithDefault("10s")
    String checkEvery();

    /** Commands to one data system that may be without an answer; more wait here, not there. */
    @WithDefault("10")
    int openCommands();

    /** Files of requests that may be on their way out at once. */
    @WithDefault("500")
    int openRequestFiles();

    /** Records in one command at most. */
    @WithDefault("500")
    int recordsPerCommand();

    /** After which time a slice that is through is looked at again: what was registered since may be due at once. */
    @WithDefault("PT10M")
    Duration lookAgain();

    /** Whether an answer, a lifted hold or an operator's word sets the sweep going without waiting for the next look. */
    @WithDefault("true")
    boolean atOnce();
}
