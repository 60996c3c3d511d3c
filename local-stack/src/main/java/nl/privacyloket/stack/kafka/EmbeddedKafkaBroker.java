package nl.privacyloket.stack.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.net.LocalPorts;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jboss.logging.Logger;

/**
 * A real Kafka broker inside this JVM (KRaft, broker and controller in one), for development and tests. It listens on the
 * loopback address only, creates no topic by itself and supports transactions.
 */
public final class EmbeddedKafkaBroker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedKafkaBroker.class);

    private final KafkaOptions options;
    private final Path directory;
    private final int port;
    private KafkaRaftServer server;

    private EmbeddedKafkaBroker(KafkaOptions options) {
        this.options = options;
        this.directory = options.directory() == null ? TemporaryDirectory.create("kafka") : options.directory();
        this.port = LocalPorts.orFree(options.port());
    }

    /** Starts a broker with a temporary directory on a free port. */
    public static EmbeddedKafkaBroker startTemporary() {
        return start(KafkaOptions.temporary());
    }

    /**
     * Starts a broker and returns when it serves clients.
     *
     * @throws IllegalStateException when it does not start, e.g. because the port or the directory is in use
     */
    public static EmbeddedKafkaBroker start(KafkaOptions options) {
        EmbeddedKafkaBroker started = new EmbeddedKafkaBroker(options);
        if (options.directory() == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "kafka-" + started.port + "-close"));
        }
        started.start();
        return started;
    }

    /** Starts it again after {@link #stop()}, on the same port with the same topics. */
    public synchronized void start() {
        if (server != null) {
            throw new IllegalStateException("Kafka runs already on port " + port);
        }
        Stopwatch watch = Stopwatch.started();
        KafkaRaftServer starting = null;
        try {
            format();
            starting = new KafkaRaftServer(KafkaConfig.fromProps(brokerProperties(), false), Time.SYSTEM);
            starting.startup();
        } catch (Exception e) {
            if (starting != null) {
                starting.shutdown();
            }
            throw new IllegalStateException("Kafka did not start on port " + port, e);
        }
        server = starting;
        grant();
        LOG.infof("Kafka listens on port %d after %d ms", port, watch.millis());
    }

    /** Stops it and keeps the topics. Clients that are connected see a broker that went away. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        Stopwatch watch = Stopwatch.started();
        server.shutdown();
        server.awaitShutdown();
        server = null;
        LOG.infof("Kafka on port %d stopped after %d ms", port, watch.millis());
    }

    /** Stops it; a temporary directory is deleted. Happens by itself at the end of the JVM to a temporary broker. */
    @Override
    public void close() {
        stop();
        if (options.directory() == null) {
            TemporaryDirectory.delete(directory);
        }
    }

    public int port() {
        return port;
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Creates a topic of one replica; nothing happens when it is there already. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)));
    }

    /** Creates those of the topics that are not there yet. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = admin()) {
            for (var creation : admin.createTopics(topics).values().values()) {
                awaitCreated(creation);
            }
        }
    }

    /** The names of all topics but Kafka's own. */
    public Set<String> topics() {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not list its topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A client for administration; who asks for it closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    private void grant() {
        if (options.guard() == null) {
            return;
        }
        try (Admin admin = admin()) {
            admin.createAcls(options.guard().rights().bindings()).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the rights of its clients", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitCreated(java.util.concurrent.Future<Void> creation) {
        try {
            creation.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("A topic could not be created", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // A Kafka directory belongs to one cluster: it carries the cluster's id before the first start.
    private void format() throws Exception {
        Path logs = logDirectory();
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(logs);
        new Formatter()
                .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(logs.toString())
                .setDirectories(List.of(logs.toString()))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private Properties brokerProperties() {
        Properties properties = BrokerSettings.of(logDirectory(), port, LocalPorts.free());
        if (options.guard() != null) {
            properties.putAll(GuardedListener.settings(
                    properties, options.guard().port(), options.guard().rights().principals()));
        }
        properties.putAll(options.settings());
        return properties;
    }

    private Path logDirectory() {
        return directory.resolve("logs");
    }
}
