package nl.privacyloket.kit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Properties;

/** Words for what has the same meaning wherever it occurs, so that it need not be said at every place. */
final class Wording {
    private static final String FILE = "contract-wording.properties";

    private final Properties words = new Properties();

    Wording(ClassLoader loader) {
        try {
            Enumeration<URL> files = loader.getResources(FILE);
            while (files.hasMoreElements()) {
                try (InputStream file = files.nextElement().openStream()) {
                    words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** The first of these keys that has words. */
    Optional<String> find(String... keys) {
        for (String key : keys) {
            String found = words.getProperty(key);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
