package nl.privacyloket.bench.stack;

import nl.privacyloket.bench.Bench;
import nl.privacyloket.stack.Progress;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.launch.LaunchLog;
import nl.privacyloket.stack.layout.StackService;

/** The stack of a scenario: under the load profile, on free ports, in the scenario's directory, with the services that it needs. */
public final class MeasuredStack {
    private static final String UNLIMITED = "1000000000";

    private MeasuredStack() {}

    /** Starts it and returns when the services are ready. Closing it leaves nothing running. */
    public static Stack start(Bench bench, StackService... services) throws InterruptedException {
        return start(options(bench, services));
    }

    /** The same with options that the scenario has changed. */
    public static Stack start(StackOptions options) throws InterruptedException {
        LaunchLog.to(options.directory().logs().resolve("stack.log"));
        Stack stack = Stack.of(options, Progress.SILENT);
        // Who ends a benchmark in the middle is not left with a PostgreSQL that goes on.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "measured-stack-close"));
        stack.start();
        return stack;
    }

    /** What {@link #start(Bench, StackService...)} starts with. */
    public static StackOptions options(Bench bench, StackService... services) {
        return beyondLimits(StackOptions.of(bench.project())
                .in(bench.directory().resolve("stack"))
                .forLoad()
                .only(services));
    }

    /** The one place for settings without which a service would refuse, as it should, what one client asks of it here. */
    private static StackOptions beyondLimits(StackOptions options) {
        return options.with("PRIVACYLOKET_RATE_LIMITS_PER_ADDRESS_CALLS", UNLIMITED);
    }
}
