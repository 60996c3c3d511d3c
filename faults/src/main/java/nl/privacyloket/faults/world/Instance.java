package nl.privacyloket.faults.world;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import nl.privacyloket.stack.ProcessFile;
import nl.privacyloket.stack.StackProfile;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.service.ServiceProcess;

/** One instance of a service: a process that can be killed, and started again with other variables. */
public final class Instance {
    private static final Duration READY_LIMIT = Duration.ofMinutes(6);

    private static final int MOST_STARTS = 6;

    private final StackService service;
    private final Path jar;
    private final int port;
    private final Map<String, String> environment;
    private final Path log;
    private final ProcessFile processFile;
    private Map<String, String> variables = Map.of();
    private ServiceProcess process;

    Instance(
            StackService service,
            Path jar,
            int port,
            Map<String, String> environment,
            Path log,
            ProcessFile processFile) {
        this.service = service;
        this.jar = jar;
        this.port = port;
        this.environment = new HashMap<>(environment);
        this.environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        this.log = log;
        this.processFile = processFile;
    }

    public StackService service() {
        return service;
    }

    /** The base of its REST API. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + port);
    }

    /** Starts it without waiting. */
    public void start() throws IOException, InterruptedException {
        start(Map.of());
    }

    /** Starts it with more variables than usual, without waiting. */
    public synchronized void start(Map<String, String> more) throws IOException, InterruptedException {
        variables = more;
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        process = new ServiceProcess(service, jar, StackProfile.PERSON.jvmOptions(), baseUrl(), all, log, processFile);
        process.start();
    }

    /**
     * Waits until it is ready. One that ended while it was starting, because its database was not there, is started again, as
     * whatever supervises a service does.
     */
    public void awaitReady() throws IOException, InterruptedException {
        for (int starts = 1; ; starts++) {
            try {
                current().awaitReady(READY_LIMIT);
                return;
            } catch (IOException e) {
                if (isAlive() || starts == MOST_STARTS) {
                    throw e;
                }
                start(variables);
            }
        }
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return current().isReady();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its process id; empty when it does not run. */
    public synchronized OptionalLong pid() {
        return isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        current().kill();
    }

    /** SIGTERM, and waits. */
    public void stop() throws InterruptedException {
        current().stop();
    }

    void askToStop() {
        if (isAlive()) {
            current().askToStop();
        }
    }

    private synchronized ServiceProcess current() {
        if (process == null) {
            throw new IllegalStateException(service.id() + " was never started");
        }
        return process;
    }
}
