package nl.privacyloket.bench.start;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Spread;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MeasuredStack;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.demo.Demo;
import nl.privacyloket.stack.layout.StackService;

/** Each service: from the start of its process to ready, its memory after the demonstration, and the size of what is shipped. */
public final class StartUp implements Scenario {
    private static final double GOAL_SECONDS = 3;
    private static final double GOAL_MEBIBYTES = 300;
    private static final int TIMES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** The JVM that keeps what it has loaded for the next ones (JEP 514). */
    private static final int KEEPS_CLASSES = 25;

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public String summary() {
        return "start to ready, memory after the demonstration and size on the disk, of each service";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        Map<StackService, Starts> bare = new LinkedHashMap<>();
        Map<StackService, Starts> kept = new LinkedHashMap<>();
        Map<StackService, Double> memory = new LinkedHashMap<>();
        int times = bench.amount(TIMES, 1);
        try (Stack stack = MeasuredStack.start(bench, StackService.values())) {
            for (StackService service : StackService.values()) {
                bare.put(service, Starts.of(stack.service(service), List.of(), 1, LIMIT));
                bench.say(
                        "%s: ready after %.1f s",
                        service.id(), bare.get(service).median());
            }
            if (Runtime.version().feature() >= KEEPS_CLASSES && !bench.brief()) {
                bench.say("each is run once to keep the classes that it loads");
                keepClasses(stack, bench.directory());
                for (StackService service : StackService.values()) {
                    kept.put(
                            service,
                            Starts.of(
                                    stack.service(service),
                                    List.of("-XX:AOTCache=" + classes(bench.directory(), service)),
                                    times,
                                    LIMIT));
                    bench.say(
                            "%s: ready after %.1f s with the classes of an earlier run",
                            service.id(), kept.get(service).median());
                }
            }
            if (!bench.brief()) {
                bench.say("seven requests are taken through to the end");
                Path told = bench.directory().resolve("demo.log");
                try (PrintStream out = new PrintStream(Files.newOutputStream(told), false, StandardCharsets.UTF_8)) {
                    new Demo(stack.addresses(), stack.directory(), out).run();
                }
            }
            for (StackService service : StackService.values()) {
                OptionalLong bytes = stack.service(service).residentMemory();
                bytes.ifPresent(resident -> memory.put(service, mebibytes(resident)));
            }
        }
        return outcome(bench, bare, kept, memory);
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

    private Outcome outcome(
            Bench bench,
            Map<StackService, Starts> bare,
            Map<StackService, Starts> kept,
            Map<StackService, Double> memory)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> measured = new LinkedHashMap<>();
        for (StackService service : StackService.values()) {
            Double resident = memory.get(service);
            double shipped = mebibytes(shipped(service.jar(bench.project()).getParent()));
            Map<String, Object> one = new LinkedHashMap<>();
            findings.add(finding(service.id() + ", start to ready", shipped, bare.get(service)));
            one.put("bare", bare.get(service));
            if (kept.containsKey(service)) {
                findings.add(finding(
                        service.id() + ", start to ready with the classes of an earlier run",
                        shipped,
                        kept.get(service)));
                one.put("withKeptClasses", kept.get(service));
            }
            if (resident != null) {
                findings.add(new Finding(
                        service.id() + ", memory after the demonstration",
                        "–",
                        "–",
                        String.format(Locale.ROOT, "%.0f MiB resident", resident),
                        String.format(Locale.ROOT, "≤ %.0f MiB", GOAL_MEBIBYTES),
                        resident <= GOAL_MEBIBYTES));
            }
            one.put("residentMebibytes", resident);
            one.put("applicationMebibytes", shipped);
            measured.put(service.id(), one);
        }
        return new Outcome(
                name(),
                findings,
                measured,
                List.of(
                        "from the start of the process to the first answer that it is ready, looked for every 100 ms; tables,"
                                + " topics and the other services are there",
                        "an earlier run is one that was told to keep what it loads (AOT cache of the JVM), and stopped once it"
                                + " was ready; memory is of a service that started with it",
                        "memory is VmRSS, what the JVM shares with others included; without the program that looks at a copy"
                                + " of an identity document while it does",
                        "application: what the Dockerfile copies, uncompressed. No image was built; the Java runtime and the"
                                + " system below it come on top"));
    }

    private static Finding finding(String what, double shippedMebibytes, Starts starts) {
        Spread spread = Spread.of(starts.seconds());
        return new Finding(
                what,
                "–",
                String.format(Locale.ROOT, "%.1f MiB application", shippedMebibytes),
                String.format(Locale.ROOT, "%.1f s (%.1f to %.1f)", spread.median(), spread.lowest(), spread.highest()),
                String.format(Locale.ROOT, "≤ %.0f s", GOAL_SECONDS),
                spread.median() <= GOAL_SECONDS);
    }

    /** Bytes of all files that go into the image. */
    private static long shipped(Path application) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
