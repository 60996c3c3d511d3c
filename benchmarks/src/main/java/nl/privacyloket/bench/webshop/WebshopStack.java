package nl.privacyloket.bench.webshop;

import java.nio.file.Path;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.stack.MeasuredStack;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/** Retention-service, which knows the webshop, and the connector at the webshop's tables; for the scenarios about retention. */
public record WebshopStack(Stack stack) implements AutoCloseable {
    /** The data system does not answer a sweep here, so more commands may be without an answer than it would be asked to bear. */
    private static final String OPEN_COMMANDS = "100000";

    /** The one that is kept, or a new one, in which retention-service runs alone: commands go no further than Kafka. */
    public static Stack ofRetention(Bench bench) throws Exception {
        Stack stack = kept(bench);
        stack.service(StackService.CONNECTOR).stop();
        return stack;
    }

    /** The one that is kept, or a new one, in which both run. Nobody carries out what was ordered before. */
    public static Stack of(Bench bench) throws Exception {
        Stack stack = kept(bench);
        MeasuredStack.startAnew(stack, StackService.CONNECTOR, "connector-" + Webshop.SYSTEM.id(), Webshop.COMMANDS);
        return stack;
    }

    private static Stack kept(Bench bench) throws Exception {
        return bench.kept().get(WebshopStack.class, directory -> start(bench.project(), directory)).stack;
    }

    private static WebshopStack start(Path project, Path directory) throws Exception {
        Stack stack = MeasuredStack.start(
                MeasuredStack.options(project, directory, StackService.RETENTION, StackService.CONNECTOR)
                        .with("PRIVACYLOKET_SWEEP_OPEN_COMMANDS", OPEN_COMMANDS));
        try {
            Webshop.introduce(stack);
            return new WebshopStack(stack);
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
