package nl.privacyloket.notification.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.LocalTime;

/** What staff are told once a day. */
@ConfigMapping(prefix = "privacyloket.mail.digest")
public interface DigestConfig {
    /** When, on the clock of each organisation. */
    @WithDefault("07:00")
    LocalTime at();
}
