package nl.privacyloket.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What was measured on. Nothing in it tells whose machine it is.
 *
 * @param processors how many the JVM may use
 * @param processor the model, as the kernel names it
 * @param memoryGib memory of the machine
 * @param system operating system and release
 * @param java the JVM
 * @param loadBefore the load average of the last minute when the run began: what ran beside it
 */
public record Machine(int processors, String processor, long memoryGib, String system, String java, double loadBefore) {

    /** This machine, now. */
    public static Machine here() {
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                model(),
                Math.round(os.getTotalMemorySize() / (double) (1L << 30)),
                System.getProperty("os.name") + " " + release() + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Math.round(Math.max(0, os.getSystemLoadAverage()) * 100) / 100.0);
    }

    /** In one line. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%d × %s, %d GiB, %s, %s, load before %.1f",
                processors,
                processor,
                memoryGib,
                system,
                java,
                loadBefore);
    }

    private static String model() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor");
        } catch (IOException e) {
            // Not every system has it.
            return "processor";
        }
    }

    // The rest of a release may name who built the kernel.
    private static String release() {
        return System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }
}
