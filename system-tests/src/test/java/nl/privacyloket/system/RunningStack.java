package nl.privacyloket.system;

import java.nio.file.Path;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackPorts;

/** The whole product, packaged, as separate processes: started once for all tests here, on ports that are free. */
final class RunningStack {
    private static Stack stack;

    private RunningStack() {}

    static synchronized Stack get() {
        if (stack == null) {
            StackOptions options = StackOptions.of(Path.of(".."))
                    .in(Path.of("target", "stack"))
                    .on(StackPorts.free());
            try {
                stack = Stack.start(options);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the stack was starting");
            }
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        }
        return stack;
    }
}
