package nl.privacyloket.audit.verify;

import java.nio.file.Path;
import java.util.Map;
import nl.privacyloket.audit.verify.source.KafkaSource;
import picocli.CommandLine.Option;

/** The options that say which topic is read, the same for every command that reads it. */
final class AuditTopic {
    @Option(names = "--kafka", paramLabel = "BOOTSTRAP", description = "Brokers of the audit topic, host:port.")
    private String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of Kafka's consumer, for TLS and authentication.")
    private Path config;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = KafkaSource.TOPIC,
            description = "The audit topic, ${DEFAULT-VALUE} by default.")
    private String name;

    /** Whether it was said where the brokers are: in an option or among the settings. */
    boolean isGiven() {
        return bootstrap != null || config != null;
    }

    /** Addresses of brokers; null when the settings have them. */
    String bootstrap() {
        return bootstrap;
    }

    String name() {
        return name;
    }

    /** Settings of Kafka's consumer; none when no file was given. */
    Map<String, String> settings() throws UnusableInputException {
        return ConsumerSettings.read(config);
    }
}
