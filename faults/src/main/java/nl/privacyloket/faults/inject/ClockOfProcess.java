package nl.privacyloket.faults.inject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What time it is for another JVM: the JDK's {@code jcmd} has it say so. */
final class ClockOfProcess {
    private static final Pattern TIME =
            Pattern.compile("(?m)^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{4}): ");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private ClockOfProcess() {}

    /** @throws IOException when it does not say */
    static Instant read(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "VM.uptime",
                        "-date")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return time(said).orElseThrow(() -> new IOException("process " + pid + " does not say what time it is"));
    }

    static Optional<Instant> time(String said) {
        Matcher line = TIME.matcher(said);
        return line.find()
                ? Optional.of(OffsetDateTime.parse(line.group(1), FORMAT).toInstant())
                : Optional.empty();
    }

    /** Whether a clock is as far from the real one as it was told, or at least half as far: to be asked takes time. */
    static boolean isMoved(Instant clock, Instant real, Duration told) {
        long seen = Duration.between(real, clock).toMillis();
        return Long.signum(seen) == Long.signum(told.toMillis()) && 2 * Math.abs(seen) >= Math.abs(told.toMillis());
    }
}
