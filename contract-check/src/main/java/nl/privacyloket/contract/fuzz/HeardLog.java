package nl.privacyloket.contract.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what a service logs: messages, their parameters and what exceptions say. */
public final class HeardLog extends Handler implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HeardLog() {
        setLevel(Level.ALL);
    }

    /** Listens from now on. */
    public static HeardLog start() {
        HeardLog log = new HeardLog();
        Logger.getLogger("").addHandler(log);
        return log;
    }

    @Override
    public void publish(LogRecord logged) {
        StringBuilder line = new StringBuilder(String.valueOf(logged.getMessage()));
        if (logged.getParameters() != null) {
            line.append(' ').append(Arrays.toString(logged.getParameters()));
        }
        for (Throwable cause = logged.getThrown(); cause != null; cause = cause.getCause()) {
            line.append(' ').append(cause);
        }
        lines.add(line.toString());
    }

    /** What was heard. */
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
