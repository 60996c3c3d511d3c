package nl.privacyloket.stack.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import nl.privacyloket.stack.Progress;

/** A line for each step, with its time. Silent until the first step has ended well. */
final class ConsoleProgress implements Progress {

    private final PrintStream out;
    private boolean begun;

    ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void done(String what, Duration took, String note) {
        if (!begun) {
            out.println("Starting Privacyloket");
            begun = true;
        }
        out.println(String.format(Locale.ROOT, "  %-24s %6.1f s   %s", what, took.toMillis() / 1000.0, note)
                .stripTrailing());
    }
}
