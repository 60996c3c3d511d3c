package nl.privacyloket.connector.operations;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;

/** What this connector serves. */
@ConfigMapping(prefix = "privacyloket.connector")
public interface ConnectorConfig {
    /** Directory with a mapping file for each data system. */
    Path mappings();

    /** What placeholders and passwords in mappings are looked up in, before the environment of the process. */
    Map<String, String> environment();
}
