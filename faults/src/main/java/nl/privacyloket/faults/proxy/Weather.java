package nl.privacyloket.faults.proxy;

import java.time.Duration;

/**
 * How a network is at the moment.
 *
 * @param delay that each piece of data waits
 * @param jitter what is added to that, by chance, at most
 * @param bytes after how many bytes from the client, by chance and at most, a connection is cut
 */
public record Weather(Kind kind, Duration delay, Duration jitter, long bytes) {
    /** What happens to connections. */
    public enum Kind {
        PASS,
        /** Nobody listens; what is open is reset. */
        REFUSE,
        /** Connections open and stay open, and nothing that is sent arrives. */
        BLACK_HOLE,
        /** Everything arrives, late. */
        DELAY,
        /** Each connection is reset after some bytes from the client. */
        CUT
    }

    public static Weather clear() {
        return new Weather(Kind.PASS, Duration.ZERO, Duration.ZERO, 0);
    }

    public static Weather refusing() {
        return new Weather(Kind.REFUSE, Duration.ZERO, Duration.ZERO, 0);
    }

    public static Weather blackHole() {
        return new Weather(Kind.BLACK_HOLE, Duration.ZERO, Duration.ZERO, 0);
    }

    public static Weather slow(Duration delay, Duration jitter) {
        return new Weather(Kind.DELAY, delay, jitter, 0);
    }

    /** @param bytes after how many at most; each connection gets a number of its own */
    public static Weather cutting(long bytes) {
        return new Weather(Kind.CUT, Duration.ZERO, Duration.ZERO, bytes);
    }
}
