package nl.privacyloket.faults.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.faults.proxy.TcpProxy;
import nl.privacyloket.stack.ProcessFile;
import nl.privacyloket.stack.RunRecord;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.MailServer;
import nl.privacyloket.stack.mail.Mailbox;
import nl.privacyloket.stack.net.LocalPorts;
import nl.privacyloket.stack.oidc.IdentityProvider;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.postgres.PostgresOptions;
import nl.privacyloket.stack.register.SystemRegistration;
import nl.privacyloket.stack.sample.SampleDatabase;
import nl.privacyloket.stack.sample.SampleSystem;
import nl.privacyloket.stack.service.ServiceDatabase;
import nl.privacyloket.stack.service.ServiceEnvironment;
import nl.privacyloket.stack.trace.TraceSink;

/**
 * The whole product, run to be broken: PostgreSQL, Kafka and every service are processes of their own that can be killed,
 * and the services reach PostgreSQL, Kafka and SMTP through proxies.
 */
public final class World implements AutoCloseable {
    private static final Duration REGISTRATION_LIMIT = Duration.ofMinutes(3);

    private final StackOptions options;
    private final Path project;
    private final StackDirectory directory;
    private final StackPorts ports;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<StackService, Instance> instances = new EnumMap<>(StackService.class);
    private final Map<StackService, Instance> seconds = new EnumMap<>(StackService.class);
    private EmbeddedPostgresServer postgres;
    private BrokerProcess kafka;
    private MailServer mail;
    private IdentityProvider oidc;
    private TcpProxy postgresProxy;
    private TcpProxy kafkaProxy;
    private TcpProxy mailProxy;

    private World(StackOptions options) {
        this.options = options;
        this.project = options.project();
        this.directory = options.directory();
        this.ports = options.ports();
    }

    /**
     * Starts everything, and returns when all services are ready and know the data systems.
     *
     * @param project root of a checkout whose services are built
     * @param directory for data, keys and logs
     * @param seed of what the proxies leave to chance
     */
    public static World start(Path project, Path directory, StackPorts ports, long seed) throws Exception {
        World world = new World(StackOptions.of(project).in(directory).on(ports));
        try {
            world.start(seed);
            return world;
        } catch (Exception e) {
            world.close();
            throw e;
        }
    }

    private void start(long seed) throws Exception {
        parts.push(RunRecord.take(directory));
        startInfrastructure(seed);
        for (StackService service : StackService.values()) {
            Instance instance = new Instance(
                    service,
                    service.jar(project),
                    ports.of(service),
                    environment(service),
                    directory.log(service),
                    RunRecord.process(directory, service));
            instances.put(service, instance);
            instance.start();
            parts.push(() -> stop(instance));
        }
        parts.push(() -> everyInstance().forEach(Instance::askToStop));
        for (Instance instance : instances.values()) {
            instance.awaitReady();
        }
        SystemRegistration registration = new SystemRegistration(addresses(), directory);
        for (SampleSystem system : SampleSystem.values()) {
            registration.register(system, REGISTRATION_LIMIT);
        }
    }

    private void startInfrastructure(long seed) throws Exception {
        postgres = kept(EmbeddedPostgresServer.start(new PostgresOptions(
                directory.postgres(), ports.postgres(), options.profile().postgresSettings())));
        new ServiceDatabase(postgres).install();
        new SampleDatabase(postgres).install(options.today());
        postgresProxy = kept(TcpProxy.to(ports.postgres(), seed));
        kafkaProxy = kept(TcpProxy.to(ports.kafkaGuarded(), seed + 1));
        mailProxy = kept(TcpProxy.to(ports.smtp(), seed + 2));
        kafka = new BrokerProcess(
                directory.kafka(),
                directory.logs().resolve("kafka.log"),
                ports.kafka(),
                ports.kafkaGuarded(),
                kafkaProxy.port(),
                project.resolve("deploy/kafka/rights.csv"),
                new ProcessFile(directory.run().resolve("kafka.pid")));
        kafka.start();
        parts.push(kafka::kill);
        mail = kept(MailServer.start(ports.smtp(), Mailbox.in(directory.mail())));
        oidc = kept(IdentityProvider.start(ports.oidc()));
        kept(TraceSink.start(ports.traces(), directory.traces()));
        KeyFolder.generate(
                directory.keys(),
                Stream.concat(
                                Stream.of(StackService.values())
                                        .filter(StackService::hasSchema)
                                        .map(StackService::id),
                                Stream.of(SampleSystem.values()).map(SampleSystem::id))
                        .toList());
    }

    public StackDirectory directory() {
        return directory;
    }

    public StackAddresses addresses() {
        return new StackAddresses(ports);
    }

    public BrokerProcess kafka() {
        return kafka;
    }

    /** The mailbox of everybody. */
    public Mailbox mailbox() {
        return mail.mailbox();
    }

    public TcpProxy postgresProxy() {
        return postgresProxy;
    }

    public TcpProxy kafkaProxy() {
        return kafkaProxy;
    }

    public TcpProxy mailProxy() {
        return mailProxy;
    }

    /** A token of somebody with one role at one organisation. */
    public String token(String role, String organisation) {
        return oidc.token(role, organisation);
    }

    public Instance instance(StackService service) {
        return instances.get(service);
    }

    /** Bases of the REST APIs of the instances of a service that run now; the first one when none does. */
    public synchronized List<URI> baseUrls(StackService service) {
        List<URI> running = new ArrayList<>();
        for (Instance instance : new Instance[] {instances.get(service), seconds.get(service)}) {
            if (instance != null && instance.isAlive()) {
                running.add(instance.baseUrl());
            }
        }
        return running.isEmpty() ? List.of(instances.get(service).baseUrl()) : running;
    }

    /** Starts a second instance of a service on a port of its own, without waiting. */
    public synchronized Instance startSecond(StackService service) throws IOException, InterruptedException {
        Instance second = new Instance(
                service,
                service.jar(project),
                LocalPorts.free(),
                environment(service),
                directory.logs().resolve(service.id() + "-2.log"),
                new ProcessFile(directory.run().resolve(service.id() + "-2.pid")));
        second.start();
        seconds.put(service, second);
        return second;
    }

    /** Stops the second instance of a service, if there is one. */
    public synchronized void endSecond(StackService service) throws InterruptedException {
        Instance second = seconds.remove(service);
        if (second != null) {
            stop(second);
        }
    }

    /** A connection as superuser, past the proxy. */
    public Connection connect(String database) throws SQLException {
        return postgres.connect(database);
    }

    /** The process id of PostgreSQL's postmaster; empty when it does not run. */
    public OptionalLong postgresPid() {
        try {
            return PostgresKill.postmaster(postgresData()).stream()
                    .mapToLong(ProcessHandle::pid)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills PostgreSQL with everything that belongs to it. */
    public void killPostgres() throws IOException, InterruptedException {
        PostgresKill.kill(postgresData());
    }

    private Path postgresData() {
        return directory.postgres().resolve("data");
    }

    /** Starts PostgreSQL after it was killed. */
    public void restartPostgres() {
        postgres.stop();
        postgres.start();
    }

    /** Stops all that was started. */
    @Override
    public void close() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("A part did not stop: " + e.getMessage());
            }
        }
    }

    private AutoCloseable next() {
        synchronized (parts) {
            return parts.poll();
        }
    }

    private List<Instance> everyInstance() {
        return Stream.concat(instances.values().stream(), seconds.values().stream())
                .toList();
    }

    private static void stop(Instance instance) throws InterruptedException {
        if (instance.isAlive()) {
            instance.stop();
        }
    }

    private Map<String, String> environment(StackService service) {
        Map<String, String> variables = new HashMap<>(new ServiceEnvironment(options).of(service));
        variables.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + kafkaProxy.port());
        variables.replace("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(StackService.DATABASE));
        variables.replace("DATASYSTEMS_JDBC_URL", jdbcUrl(SampleSystem.DATABASE));
        variables.replace("QUARKUS_MAILER_PORT", Integer.toString(mailProxy.port()));
        if (service == StackService.NOTIFICATION) {
            // A mail under which connections were cut several times waits for minutes, which is longer than a round
            // does.
            variables.put("PRIVACYLOKET_MAIL_DELIVERY_RETRY_LONGEST", "PT45S");
        }
        return variables;
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + postgresProxy.port() + "/" + database;
    }

    private <T extends AutoCloseable> T kept(T part) throws IOException {
        Files.createDirectories(directory.root());
        parts.push(part);
        return part;
    }
}
