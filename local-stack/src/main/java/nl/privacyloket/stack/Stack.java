package nl.privacyloket.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.Mailbox;
import nl.privacyloket.stack.register.SystemRegistration;
import nl.privacyloket.stack.sample.SampleSystem;
import nl.privacyloket.stack.service.ServiceEnvironment;
import nl.privacyloket.stack.service.ServiceProcess;

/**
 * The whole product on one machine: the infrastructure in this JVM (PostgreSQL beside it) and every service as a process of
 * its own. Closing it stops all that it started and keeps the data.
 */
public final class Stack implements AutoCloseable {

    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(120);
    private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(60);

    private final StackOptions options;
    private final Progress progress;
    private final StackAddresses addresses;
    private final RunningParts parts = new RunningParts();
    private final Map<StackService, ServiceProcess> services = new EnumMap<>(StackService.class);
    private Infrastructure infrastructure;

    private Stack(StackOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.addresses = new StackAddresses(options.ports());
    }

    /** A stack that is not started yet, so that it can be closed in the middle of its start. */
    public static Stack of(StackOptions options, Progress progress) {
        return new Stack(options, progress);
    }

    /** Starts it and returns when all its services are ready and know the data systems. */
    public static Stack start(StackOptions options) throws InterruptedException {
        Stack stack = of(options, Progress.SILENT);
        stack.start();
        return stack;
    }

    /**
     * Starts everything and returns when all its services are ready; when no service is left out, they know the data systems.
     *
     * @throws StackException when a port or the directory is in use, or a part does not start; then what was started has been
     *     stopped again
     */
    public void start() throws InterruptedException {
        startWith(options.ports().all(), () -> {
            startServices();
            if (options.hasDataSystems()) {
                registerSystems();
            }
        });
    }

    /** Starts the infrastructure without the services. */
    public void startInfrastructure() throws InterruptedException {
        startWith(options.ports().infrastructure(), () -> {});
    }

    private void startWith(Map<String, Integer> ports, Step rest) throws InterruptedException {
        try {
            RunRecord record = parts.start(() -> RunRecord.take(options.directory()));
            Optional<Map.Entry<String, Integer>> taken = StackPorts.firstTaken(ports);
            if (taken.isPresent()) {
                throw new StackException(
                        "Port " + taken.get().getValue() + " (" + taken.get().getKey()
                                + ") is in use. Stop what listens there, or move all ports: ./run --port-offset 1000");
            }
            record.announce(options.ports());
            infrastructure = Infrastructure.start(options, parts, progress);
            rest.run();
        } catch (InterruptedException e) {
            close();
            throw e;
        } catch (StackException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
    }

    public StackAddresses addresses() {
        return addresses;
    }

    public StackDirectory directory() {
        return options.directory();
    }

    public Infrastructure infrastructure() {
        return infrastructure;
    }

    /** The process of a service, to be stopped, killed and started again; {@code null} for one that was left out. */
    public ServiceProcess service(StackService service) {
        return services.get(service);
    }

    /** A token of a staff member or machine with one role at one organisation. */
    public String token(String role, String organisation) {
        return infrastructure.identityProvider().token(role, organisation);
    }

    public Mailbox mailbox() {
        return infrastructure.mail().mailbox();
    }

    /** A connection as superuser to {@link StackService#DATABASE} or {@link SampleSystem#DATABASE}. */
    public Connection connect(String database) throws SQLException {
        return infrastructure.postgres().connect(database);
    }

    /** The variables that a service gets; for one that is started by hand. */
    public Map<String, String> environment(StackService service) {
        return new ServiceEnvironment(options).of(service);
    }

    /** Stops all that was started, services first. */
    @Override
    public void close() {
        parts.close();
    }

    private void startServices() throws Exception {
        Stopwatch watch = Stopwatch.started();
        for (StackService service : options.services()) {
            Path log = options.directory().log(service);
            keepLastLog(log);
            ServiceProcess process = new ServiceProcess(
                    service,
                    service.jar(options.project()),
                    options.profile().jvmOptions(),
                    addresses.baseUrl(service),
                    environment(service),
                    log,
                    RunRecord.process(options.directory(), service));
            services.put(service, process);
        }
        for (ServiceProcess process : services.values()) {
            parts.start(() -> {
                process.start();
                return process::stop;
            });
        }
        // Stopped first: all are asked before any is waited for.
        parts.start(() -> () -> services.values().forEach(ServiceProcess::askToStop));
        for (StackService service : options.services()) {
            services.get(service).awaitReady(SERVICE_LIMIT);
            progress.done(
                    service.id(), watch.elapsed(), addresses.baseUrl(service).toString());
        }
    }

    private void registerSystems() throws IOException, InterruptedException {
        Stopwatch watch = Stopwatch.started();
        SystemRegistration registration = new SystemRegistration(addresses, options.directory());
        for (SampleSystem system : SampleSystem.values()) {
            registration.register(system, REGISTRATION_LIMIT);
        }
        progress.done("data systems registered", watch.elapsed(), Integer.toString(SampleSystem.values().length));
    }

    private static void keepLastLog(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
