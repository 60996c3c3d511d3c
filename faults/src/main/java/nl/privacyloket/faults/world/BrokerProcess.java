package nl.privacyloket.faults.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.ProcessFile;

/** Kafka as a process of its own: it can be killed and started again with its topics. */
public final class BrokerProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Path directory;
    private final Path log;
    private final List<String> words;
    private final Path ready;
    private final ProcessFile processFile;
    private Process process;

    /**
     * @param directory where topics stay
     * @param advertised the port that clients of the guarded listener are told to use: that of a proxy
     */
    BrokerProcess(
            Path directory, Path log, int port, int guarded, int advertised, Path rights, ProcessFile processFile) {
        this.directory = directory;
        this.log = log;
        this.ready = directory.resolve("ready");
        this.processFile = processFile;
        this.words = List.of(
                directory.toString(),
                Integer.toString(port),
                Integer.toString(guarded),
                Integer.toString(advertised),
                rights.toString(),
                ready.toString());
    }

    /** Starts it and waits until it serves clients. */
    public synchronized void start() throws IOException, InterruptedException {
        processFile.stopLeftover();
        Files.createDirectories(directory);
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(ready);
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName()));
        command.addAll(words);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        processFile.record(process.toHandle());
        process.getOutputStream().close();
        Process started = process;
        boolean up = Polling.upTo(START_LIMIT)
                .every(Duration.ofMillis(100))
                .untilTrue(() -> Files.exists(ready) || !started.isAlive());
        if (!up || !started.isAlive()) {
            throw new IOException("Kafka did not start, see " + log);
        }
    }

    /** Its process id; empty when it does not run. */
    public synchronized OptionalLong pid() {
        return process != null && process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    /** Ends it at once (SIGKILL). */
    public synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
            processFile.remove();
        }
    }
}
