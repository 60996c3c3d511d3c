package nl.privacyloket.kit.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How this service keeps who stands behind the pseudonyms in its audit log. */
@ConfigMapping(prefix = "privacyloket.pseudonyms")
public interface PseudonymSettings {
    /** After how long without an act the key of a pseudonym is destroyed. */
    @WithDefault("P7Y")
    Period keptUnseen();

    /** How long after somebody last acted an officer cannot destroy the key of their pseudonym. */
    @WithDefault("P30D")
    Period keptAfterActing();
}
