package nl.privacyloket.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackPorts;

/** The whole product, packaged, as separate processes: started once for all tests here, on ports that are free. */
final class RunningStack {
    private static Stack stack;
    private static RuntimeException failure;

    private RunningStack() {}

    static synchronized Stack get() {
        if (failure != null) {
            throw failure;
        }
        if (stack == null) {
            try {
                stack = Stack.start(options());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IllegalStateException("interrupted while the stack was starting");
                throw failure;
            } catch (RuntimeException e) {
                // Once is enough: the other tests would each wait for the same failure.
                failure = e;
                throw e;
            }
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        }
        return stack;
    }

    /** In a directory of its own: what an earlier build left may have been made by other migrations. */
    private static StackOptions options() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "stacks"));
            Path directory = Files.createTempDirectory(parent, "stack");
            return StackOptions.of(Path.of("..")).in(directory).on(StackPorts.free());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
