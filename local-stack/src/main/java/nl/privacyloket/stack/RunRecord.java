package nl.privacyloket.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;

/** Who uses a directory: one stack at a time, found by others that want a token of it or want it to stop. */
public final class RunRecord implements AutoCloseable {

    private final StackDirectory directory;
    private final FileChannel channel;

    private RunRecord(StackDirectory directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the directory for this process and stops what a killed run left in it.
     *
     * @throws StackException when another stack runs in it
     */
    public static RunRecord take(StackDirectory directory) throws InterruptedException {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory.run());
            channel = FileChannel.open(
                    directory.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StackException(directory.root() + " is in use by another stack"
                        + running(directory)
                                .map(process -> " (process " + process.pid() + ")")
                                .orElse("")
                        + ". Stop it with: ./run stop");
            }
            stopLeftovers(directory);
            return new RunRecord(directory, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down that a stack of this process is on these ports. */
    public void announce(StackPorts ports) {
        try {
            Files.writeString(offsetFile(directory), Integer.toString(ports.offset()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        launcher(directory).record(ProcessHandle.current());
    }

    /** The launcher of the stack that runs in this directory. */
    public static Optional<ProcessHandle> running(StackDirectory directory) {
        return launcher(directory).running();
    }

    /** The ports of the stack that runs in this directory. */
    public static Optional<StackPorts> ports(StackDirectory directory) {
        Path file = offsetFile(directory);
        if (running(directory).isEmpty() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new StackPorts(Integer.parseInt(Files.readString(file).strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that names the process of a service. */
    public static ProcessFile process(StackDirectory directory, StackService service) {
        return new ProcessFile(directory.run().resolve(service.id() + ".pid"));
    }

    /** Gives the directory back. */
    @Override
    public void close() {
        launcher(directory).remove();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopLeftovers(StackDirectory directory) throws InterruptedException {
        // All are asked before any is waited for.
        for (StackService service : StackService.values()) {
            process(directory, service).running().ifPresent(ProcessHandle::destroy);
        }
        for (StackService service : StackService.values()) {
            process(directory, service).stopLeftover();
        }
        EmbeddedPostgresServer.stopLeftover(directory.postgres());
    }

    private static ProcessFile launcher(StackDirectory directory) {
        return new ProcessFile(directory.run().resolve("stack.pid"));
    }

    private static Path offsetFile(StackDirectory directory) {
        return directory.run().resolve("port-offset");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
