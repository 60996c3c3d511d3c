package nl.privacyloket.stack.launch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.FileHandler;
import org.slf4j.LoggerFactory;

/** Sends the log lines of the embedded parts to a file; the console is for the person who started them. */
public final class LaunchLog {

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%c{2.}] (%t) %s%e%n";

    private LaunchLog() {}

    /** Sends them to this file, which is continued. */
    public static void to(Path file) {
        LogContext context = LogContext.getLogContext();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileHandler handler = new FileHandler(new PatternFormatter(PATTERN), file.toFile(), true);
            handler.setLevel(Level.ALL);
            context.getLogger("").setHandlers(new Handler[] {handler});
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.getLogger("").setLevel(Level.INFO);
        // Found now, by one thread; the parts start in several.
        LoggerFactory.getILoggerFactory();
        // A broker that starts explains itself in hundreds of lines.
        context.getLogger("kafka").setLevel(Level.WARNING);
        context.getLogger("org.apache.kafka").setLevel(Level.WARNING);
        context.getLogger("state.change.logger").setLevel(Level.WARNING);
    }

    /** Drops what libraries would print on the console. */
    static void silence() {
        LogContext.getLogContext().getLogger("").setLevel(Level.OFF);
    }
}
