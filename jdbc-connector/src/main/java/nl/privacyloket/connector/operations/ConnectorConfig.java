package nl.privacyloket.connector.operations;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** What this connector serves. */
@ConfigMapping(prefix = "privacyloket.connector")
public interface ConnectorConfig {
    /** Directory with a mapping file for each data system. */
    Path mappings();
}
