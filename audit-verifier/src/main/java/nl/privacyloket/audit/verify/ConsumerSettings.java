package nl.privacyloket.audit.verify;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Settings of Kafka's consumer in a file of properties, as Kafka's own tools take it. */
final class ConsumerSettings {
    private ConsumerSettings() {}

    /** @param file or null for no settings */
    static Map<String, String> read(Path file) throws UnusableInputException {
        Map<String, String> settings = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UnusableInputException("The settings in " + file + " cannot be read", e);
            }
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        return settings;
    }
}
