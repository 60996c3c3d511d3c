package nl.privacyloket.kit.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.CheckpointSettings;

/** How often the audit log is signed. */
@ConfigMapping(prefix = "privacyloket.audit")
public interface AuditSigningConfig {
    /** How long entries may wait for a checkpoint. */
    @WithDefault("PT10S")
    Duration checkpointEvery();

    /** After how long there is one all the same, so that its age tells whether the log is alive. */
    @WithDefault("PT1H")
    Duration checkpointAtLeastEvery();

    /** With the keys of a folder. */
    default CheckpointSettings with(KeyFolder keys) {
        return new CheckpointSettings(
                keys.auditSigners(), keys.auditKeys(), checkpointEvery(), checkpointAtLeastEvery());
    }
}
