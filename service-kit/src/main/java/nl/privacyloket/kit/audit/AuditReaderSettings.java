package nl.privacyloket.kit.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How many may read the audit log at length at the same time, at one instance. Of each number the readers of one organisation
 * have at most half, and at least one.
 */
@ConfigMapping(prefix = "privacyloket.audit-readers")
public interface AuditReaderSettings {
    /** Readers who follow the log as events. */
    @WithDefault("20")
    int events();

    /** Exports as lines: each keeps a worker busy until its reader has taken the last line. */
    @WithDefault("4")
    int exports();

    /** How long an export waits for a reader who takes nothing before it is broken off. */
    @WithDefault("PT1M")
    Duration patience();
}
