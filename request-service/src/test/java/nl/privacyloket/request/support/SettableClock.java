package nl.privacyloket.request.support;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class SettableClock extends Clock {

    /** Where it stands at first: a Sunday. */
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private static volatile Instant now = START;

    private final ZoneId zone;

    private SettableClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Replaces the service's clock. */
    static class Beans {
        @Produces
        @Singleton
        Clock clock() {
            return new SettableClock(ZoneOffset.UTC);
        }
    }

    public static void set(Instant instant) {
        now = instant;
    }

    public static void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SettableClock(other);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
