package nl.privacyloket.kit.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the keys of this service are. */
@ConfigMapping(prefix = "privacyloket.keys")
public interface KeysConfig {
    /** Folder with the files that {@link nl.privacyloket.crypto.KeyFolder} names. */
    Path directory();
}
