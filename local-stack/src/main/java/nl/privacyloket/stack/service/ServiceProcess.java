package nl.privacyloket.stack.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.ProcessFile;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.layout.StackService;
import org.jboss.logging.Logger;

/** One packaged service as a separate JVM, with its output in a log file. */
public final class ServiceProcess {

    private static final Logger LOG = Logger.getLogger(ServiceProcess.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final StackService service;
    private final Path jar;
    private final List<String> jvmOptions;
    private final URI baseUrl;
    private final Map<String, String> environment;
    private final Path log;
    private final ProcessFile processFile;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    /**
     * @param jar the packaged application
     * @param jvmOptions what its JVM starts with
     * @param baseUrl where it will answer
     * @param log gets its output, after what is there already
     * @param processFile tells later runs which process it is
     */
    public ServiceProcess(
            StackService service,
            Path jar,
            List<String> jvmOptions,
            URI baseUrl,
            Map<String, String> environment,
            Path log,
            ProcessFile processFile) {
        this.service = service;
        this.jar = jar;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.baseUrl = baseUrl;
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.processFile = processFile;
    }

    /**
     * Starts the process and returns without waiting for it to be ready.
     *
     * @throws IOException when the jar is not there or the JVM does not start
     */
    public void start() throws IOException, InterruptedException {
        start(List.of());
    }

    /**
     * The same, with more that its JVM starts with.
     *
     * @param furtherOptions of the JVM, for this run
     */
    public synchronized void start(List<String> furtherOptions) throws IOException, InterruptedException {
        if (isAlive()) {
            throw new IllegalStateException(service.id() + " runs already");
        }
        if (!Files.isRegularFile(jar)) {
            throw new IOException(service.id() + " is not built: " + jar + " is missing");
        }
        processFile.stopLeftover();
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command(furtherOptions))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        processFile.record(process.toHandle());
        // Nobody types for a service: with the end of its input it can tell nothing of us.
        process.getOutputStream().close();
    }

    /**
     * Waits until the service says that it is ready.
     *
     * @return how long that took from now
     * @throws IOException when it ends or is not ready within the limit; the message tells what its log says is wrong
     */
    public Duration awaitReady(Duration limit) throws IOException, InterruptedException {
        Stopwatch watch = Stopwatch.started();
        boolean settled = Polling.upTo(limit).every(Duration.ofMillis(100)).untilTrue(() -> !isAlive() || isReady());
        if (!isAlive()) {
            throw new IOException(
                    service.id() + " ended while starting. From " + log + ":\n" + new FailureInLog(log).text());
        }
        if (!settled) {
            throw new IOException(service.id() + " is not ready after " + limit.toSeconds() + " s: "
                    + readiness().orElse("no answer") + "\nFrom " + log + ":\n" + new FailureInLog(log).text());
        }
        return watch.elapsed();
    }

    /** Whether the service answers that it is ready. */
    public boolean isReady() {
        return answer().map(response -> response.statusCode() == 200).orElse(false);
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Asks it to stop (SIGTERM) without waiting. */
    public synchronized void askToStop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Asks it to stop and waits until it has; ends it when that takes too long. */
    public void stop() throws InterruptedException {
        stop(STOP_LIMIT);
    }

    /** The same, with a limit of one's own. */
    public synchronized void stop(Duration limit) throws InterruptedException {
        if (process != null) {
            Stopwatch watch = Stopwatch.started();
            ProcessFile.stop(process.toHandle(), limit);
            process = null;
            processFile.remove();
            LOG.infof("service=%s stopped after %d ms", service.id(), watch.millis());
        }
    }

    /** Ends it at once, as a crash would (SIGKILL), and waits until it has gone. */
    public synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
            processFile.remove();
            LOG.infof("service=%s killed", service.id());
        }
    }

    /**
     * Its process id.
     *
     * @throws IllegalStateException when it does not run
     */
    public long pid() {
        return handle().pid();
    }

    /** Bytes of memory that it has in RAM, shared pages included; empty where there is no {@code /proc}. */
    public OptionalLong residentMemory() {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Time that processors have spent on it since it started; empty where the system does not tell. */
    public Optional<Duration> processorTime() {
        return handle().info().totalCpuDuration();
    }

    private synchronized ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException(service.id() + " does not run");
        }
        return process.toHandle();
    }

    /** The output of all runs of this service in this directory. */
    public Path log() {
        return log;
    }

    private List<String> command(List<String> furtherOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(furtherOptions);
        if (Runtime.version().feature() >= 24) {
            // Netty and protobuf still use what newer JVMs warn about on every start.
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    private Optional<String> readiness() {
        return answer().map(HttpResponse::body);
    }

    private Optional<HttpResponse<String>> answer() {
        try {
            HttpRequest request = HttpRequest.newBuilder(baseUrl.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
