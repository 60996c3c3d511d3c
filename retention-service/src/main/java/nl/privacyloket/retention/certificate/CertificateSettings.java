package nl.privacyloket.retention.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How certificates of sweeps are made. */
@ConfigMapping(prefix = "privacyloket.certificates")
interface CertificateSettings {
    /** How often is looked for verified sweeps without a certificate; {@code off} for never. */
    @WithDefault("10s")
    String checkEvery();

    /** How many certificates are made at most each time. */
    @WithDefault("200")
    int atATime();
}
