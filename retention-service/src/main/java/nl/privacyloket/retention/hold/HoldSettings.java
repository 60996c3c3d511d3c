package nl.privacyloket.retention.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How closely this service watches its holds. */
@ConfigMapping(prefix = "privacyloket.holds")
interface HoldSettings {
    /** How long who places a hold waits for commands that are about to commit; after that the hold is still taking effect. */
    @WithDefault("PT3S")
    Duration patience();

    /** How often is looked for holds whose last day has passed, and for cases that may go on; {@code off} for never. */
    @WithDefault("10s")
    String checkEvery();

    /** How long is remembered under which {@code Idempotency-Key} a hold was placed. */
    @WithDefault("P7D")
    Duration keysKept();
}
