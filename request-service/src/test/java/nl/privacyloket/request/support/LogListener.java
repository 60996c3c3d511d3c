package nl.privacyloket.request.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears everything that is logged: messages, their parameters and what exceptions say. */
public final class LogListener extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogListener() {
        setLevel(Level.ALL);
    }

    public static LogListener start() {
        LogListener listener = new LogListener();
        Logger.getLogger("").addHandler(listener);
        return listener;
    }

    @Override
    public void publish(LogRecord logged) {
        StringBuilder line = new StringBuilder(String.valueOf(logged.getMessage()));
        if (logged.getParameters() != null) {
            line.append(' ').append(java.util.Arrays.toString(logged.getParameters()));
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
