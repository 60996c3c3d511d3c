package nl.privacyloket.retention.register;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the register of holdings is kept. */
@ConfigMapping(prefix = "privacyloket.register")
interface RegisterSettings {
    /** Lines that are taken in with one transaction: more make a larger load faster and need more memory. */
    @WithDefault("5000")
    int batch();

    /** How often the rules are compared with those that due dates stand by; {@code off} for never. */
    @WithDefault("10s")
    String checkEvery();
}
