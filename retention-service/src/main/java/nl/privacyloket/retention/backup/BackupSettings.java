package nl.privacyloket.retention.backup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the end of backups is watched. */
@ConfigMapping(prefix = "privacyloket.backups")
interface BackupSettings {
    /** How often is looked for backups that have ended; {@code off} for never. */
    @WithDefault("60s")
    String checkEvery();

    /** How many ends are told in one transaction. */
    @WithDefault("500")
    int atATime();
}
