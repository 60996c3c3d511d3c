package nl.privacyloket.stack.launch;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.Stopwatch;

/** Runs a stack until the person at the keyboard, or a signal, ends it. */
final class StackRun {

    private final StackOptions options;
    private final PrintStream out;

    StackRun(StackOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** What is done with a stack while it runs. */
    @FunctionalInterface
    interface Use {
        void of(Stack stack) throws Exception;
    }

    /** Starts everything, tells how to use it and stays until the process is asked to stop. */
    void services() throws Exception {
        during(Stack::start, stack -> {
            new Welcome(stack, out).print();
            new CountDownLatch(1).await();
        });
    }

    /** The same without the services. */
    void infrastructure() throws Exception {
        during(Stack::startInfrastructure, stack -> {
            new InfrastructureWelcome(stack, options, out).print();
            new CountDownLatch(1).await();
        });
    }

    /** Starts a stack, uses it and stops it, also when the process is asked to stop in the middle. */
    void during(Use start, Use use) throws Exception {
        LaunchLog.to(options.directory().logs().resolve("stack.log"));
        Stopwatch watch = Stopwatch.started();
        Stack stack = Stack.of(options, new ConsoleProgress(out));
        AtomicBoolean asked = new AtomicBoolean();
        Thread stop = new Thread(
                () -> {
                    asked.set(true);
                    out.println();
                    out.println("Stopping");
                    close(stack);
                },
                "stack-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            start.of(stack);
            out.printf(Locale.ROOT, "Ready after %.1f s%n", watch.millis() / 1000.0);
            use.of(stack);
        } catch (Exception e) {
            // Whatever fails while the hook is stopping things fails because of that.
            if (asked.get()) {
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(stop);
            stack.close();
            throw e;
        }
        if (!asked.get()) {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        close(stack);
    }

    private void close(Stack stack) {
        Stopwatch watch = Stopwatch.started();
        stack.close();
        out.printf(Locale.ROOT, "Stopped after %.1f s%n", watch.millis() / 1000.0);
    }
}
