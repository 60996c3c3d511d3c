package nl.privacyloket.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.privacyloket.bench.compare.Spread;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.stack.service.ServiceProcess;

/**
 * Starts of one service.
 *
 * @param seconds from the start of the process to the first answer that it is ready
 * @param processorSeconds that it had taken by then; empty where the system does not tell
 */
record Starts(List<Double> seconds, List<Double> processorSeconds) {
    private static final double GOAL_SECONDS = 3;

    /** Stops and starts it some times; it runs afterwards. */
    static Starts of(ServiceProcess service, List<String> jvmOptions, int times, Duration limit)
            throws IOException, InterruptedException {
        Starts starts = new Starts(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < times; i++) {
            service.stop();
            long begun = System.nanoTime();
            service.start(jvmOptions);
            service.awaitReady(limit);
            starts.seconds.add((System.nanoTime() - begun) / 1e9);
            service.processorTime().ifPresent(time -> starts.processorSeconds.add(time.toNanos() / 1e9));
        }
        return starts;
    }

    /** Has a run of it, which is stopped when it is ready, keep the classes that it has loaded. */
    static void keepClasses(ServiceProcess service, Path classes, Duration limit)
            throws IOException, InterruptedException {
        service.stop();
        service.start(List.of("-XX:AOTCacheOutput=" + classes));
        service.awaitReady(limit);
        service.stop(limit);
        if (!Files.isRegularFile(classes)) {
            throw new IOException("the JVM has kept no classes");
        }
    }

    double median() {
        return Spread.of(seconds).median();
    }

    /** Held against the goal. */
    Finding finding(String what, String measured) {
        Spread spread = Spread.of(seconds);
        return new Finding(
                what,
                "–",
                measured,
                String.format(Locale.ROOT, "%.1f s (%.1f to %.1f)", spread.median(), spread.lowest(), spread.highest()),
                String.format(Locale.ROOT, "≤ %.0f s", GOAL_SECONDS),
                spread.median() <= GOAL_SECONDS);
    }
}
