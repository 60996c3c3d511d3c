package nl.privacyloket.kit.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many may read the audit log at length at the same time, at one instance. */
@ConfigMapping(prefix = "privacyloket.audit-readers")
public interface AuditReaderSettings {
    /** Readers who follow the log as events. */
    @WithDefault("20")
    int events();

    /** Exports as lines: each keeps a worker busy until its reader has taken the last line. */
    @WithDefault("4")
    int exports();
}
