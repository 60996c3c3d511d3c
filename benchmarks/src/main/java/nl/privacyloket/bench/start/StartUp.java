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
import java.util.stream.Stream;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MeasuredStack;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.demo.Demo;
import nl.privacyloket.stack.layout.StackService;

/** Each service: from the start of its process to ready, its memory after the demonstration, and the size of what is shipped. */
public final class StartUp implements Scenario {
    private static final double GOAL_MEBIBYTES = 300;
    private static final Duration LIMIT = Duration.ofSeconds(120);

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
        Map<StackService, Starts> starts = new LinkedHashMap<>();
        Map<StackService, Double> memory = new LinkedHashMap<>();
        Stack stack = MeasuredStack.ofAllServices(bench);
        for (StackService service : StackService.values()) {
            starts.put(service, Starts.of(stack.service(service), List.of(), 1, LIMIT));
            bench.say(
                    "%s: ready after %.1f s", service.id(), starts.get(service).median());
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
        return outcome(bench, starts, memory);
    }

    private Outcome outcome(Bench bench, Map<StackService, Starts> starts, Map<StackService, Double> memory)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> measured = new LinkedHashMap<>();
        for (StackService service : StackService.values()) {
            Double resident = memory.get(service);
            double shipped = mebibytes(shipped(service.jar(bench.project()).getParent()));
            Map<String, Object> one = new LinkedHashMap<>();
            findings.add(starts.get(service)
                    .finding(
                            service.id() + ", start to ready",
                            String.format(Locale.ROOT, "%.1f MiB application", shipped)));
            one.put("starts", starts.get(service));
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
                        "memory is VmRSS, what the JVM shares with others included; without the program that looks at a copy"
                                + " of an identity document while it does",
                        "application: what the Dockerfile copies, uncompressed. No image was built; the Java runtime and the"
                                + " system below it come on top"));
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
