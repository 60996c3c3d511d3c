package nl.privacyloket.retention.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How data systems reach this service to redeem permits. */
@ConfigMapping(prefix = "privacyloket.permits")
interface PermitSettings {
    /** Address of this service as data systems see it. */
    @WithDefault("http://localhost:8081")
    URI url();

    /** How long an answered permit is kept, for who looks back. */
    @WithDefault("P30D")
    Duration keptFor();
}
