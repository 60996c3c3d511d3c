package nl.privacyloket.request.document;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jboss.logging.Logger;

/**
 * Starts {@link InspectionMain}. A file can be made to use up memory or time without end, in more ways than can be checked
 * beforehand; in a process of its own it uses up no more than that process has, and ends with it. That process knows nothing
 * of this one's environment, so none of its secrets either. Nothing is written to disk.
 */
final class InspectionProcess {

    /** For the start of a JVM, and to finish what was begun. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int MOST_OUTPUT = 1_024;
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TESSDATA_PREFIX");

    /**
     * The heap is limited by the JVM, what libraries allocate beside it by the system, and so is processor time, in case
     * this process ends first. Where a limit is unknown it is left out.
     */
    private static final String LIMITED =
            "ulimit -d 1048576 2>/dev/null; ulimit -t 300 2>/dev/null; ulimit -c 0 2>/dev/null; exec \"$@\"";

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Dorg.jboss.logging.provider=jdk");

    private static final List<Class<?>> NEEDED = List.of(
            InspectionMain.class,
            PDDocument.class,
            RandomAccessRead.class,
            TrueTypeFont.class,
            LogFactory.class,
            Logger.class);

    private final String recognition;
    private final Duration pictureTimeout;
    private final String classPath = classPath();

    InspectionProcess(String recognition, Duration pictureTimeout) {
        this.recognition = recognition;
        this.pictureTimeout = pictureTimeout;
    }

    /**
     * Looks at a file.
     *
     * @param time for looking; it is ended by force a little later
     */
    Inspection inspect(byte[] content, DocumentType type, Duration time) throws InterruptedException {
        Process process;
        try {
            process = start(type, time);
        } catch (IOException e) {
            throw new IllegalStateException("no process for inspection", e);
        }
        // Ending the process ends a write or read that hangs.
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                () -> end(process),
                CompletableFuture.delayedExecutor(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS));
        try {
            try (OutputStream input = process.getOutputStream()) {
                input.write(content);
            }
            byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT);
            return process.waitFor() == 0
                    ? Inspection.ofLine(new String(output, StandardCharsets.US_ASCII))
                    : Inspection.unreadable();
        } catch (IOException e) {
            // It ended before it had read all.
            return Inspection.unreadable();
        } finally {
            alarm.cancel(false);
            end(process);
        }
    }

    private Process start(DocumentType type, Duration time) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "inspection"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", classPath, InspectionMain.class.getName()));
        command.addAll(List.of(
                type.name(), recognition, Long.toString(pictureTimeout.toMillis()), Long.toString(time.toMillis())));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    /** With the recognition that it may have started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Where the needed classes came from: jars of the package, or folders and jars of a build. */
    private static String classPath() {
        return NEEDED.stream()
                .flatMap(InspectionProcess::origin)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IllegalStateException("origin of " + type.getName() + " is unknown");
        }
        try {
            URL location = source.getLocation();
            String text = location.toString();
            // As some class loaders tell it.
            String file = text.startsWith("jar:") ? text.substring("jar:".length(), text.indexOf("!/")) : text;
            return Stream.of(Path.of(new java.net.URI(file)).toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("origin of " + type.getName() + " is no file", e);
        }
    }
}
