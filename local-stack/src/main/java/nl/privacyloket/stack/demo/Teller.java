package nl.privacyloket.stack.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Tells on the console what happens, a line each. */
final class Teller {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("Europe/Amsterdam"));

    private final PrintStream out;

    Teller(PrintStream out) {
        this.out = out;
    }

    synchronized void chapter(String title) {
        out.println();
        out.println(title);
    }

    /** What somebody did or what was seen, now. */
    void says(String who, String what) {
        happened(Instant.now(), who, what);
    }

    /** What happened at a moment. */
    synchronized void happened(Instant at, String who, String what) {
        out.printf(Locale.ROOT, "  %s  %-22s %s%n", TIME.format(at), who, what);
    }

    synchronized void checked(String what) {
        out.println("  ok  " + what);
    }
}
