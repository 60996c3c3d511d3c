package nl.privacyloket.notification.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where persons reach the system. */
@ConfigMapping(prefix = "privacyloket")
public interface PublicUrlConfig {
    /** Base of the links in mail: request-service as persons reach it. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();
}
