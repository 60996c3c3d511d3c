package nl.privacyloket.bench.start;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MeasuredStack;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/** Each service from the start of its process to ready, when the JVM has kept the classes of an earlier run. */
public final class KeptClasses implements Scenario {
    private static final int TIMES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** The JVM that keeps what it has loaded for the next ones (JEP 514). */
    private static final int KEEPS_CLASSES = 25;

    @Override
    public String name() {
        return "start-up-kept";
    }

    @Override
    public String summary() {
        return "start to ready of each service with the classes of an earlier run, which take two minutes to be kept";
    }

    @Override
    public boolean isOnRequest() {
        return true;
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        if (Runtime.version().feature() < KEEPS_CLASSES) {
            throw new IllegalStateException("a JVM of version " + KEEPS_CLASSES + " or newer keeps classes");
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> measured = new LinkedHashMap<>();
        Stack stack = MeasuredStack.ofAllServices(bench);
        keepClasses(stack, bench.directory());
        for (StackService service : StackService.values()) {
            Starts starts = Starts.of(
                    stack.service(service),
                    List.of("-XX:AOTCache=" + classes(bench.directory(), service)),
                    bench.amount(TIMES, 1),
                    LIMIT);
            bench.say("%s: ready after %.1f s", service.id(), starts.median());
            findings.add(starts.finding(service.id() + ", start to ready with the classes of an earlier run", "–"));
            measured.put(service.id(), starts);
        }
        return new Outcome(
                name(),
                findings,
                measured,
                List.of(
                        "an earlier run is one that was told to keep what it loads (AOT cache of the JVM), and stopped once it"
                                + " was ready; the rest is as for start-up"));
    }

    private static Path classes(Path directory, StackService service) {
        return directory.resolve(service.id() + ".aot");
    }

    /** Two at a time: most of it is one thread's work, and nothing is measured. */
    private static void keepClasses(Stack stack, Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> runs = new ArrayList<>();
            for (StackService service : StackService.values()) {
                runs.add(() -> {
                    Starts.keepClasses(stack.service(service), classes(directory, service), LIMIT);
                    return null;
                });
            }
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
