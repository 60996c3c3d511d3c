package nl.privacyloket.retention.support;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs as the real one does, from a moment that tests set: first on 22 November 2026 at 10:00 UTC. */
@Singleton
public class SettableClock extends Clock {
    public static final Instant BEGINNING = Instant.parse("2026-11-22T10:00:00Z");

    private volatile Duration offset = Duration.between(Instant.now(), BEGINNING);

    public void set(Instant now) {
        offset = Duration.between(Instant.now(), now);
    }

    public void advance(Duration time) {
        offset = offset.plus(time);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the services take instants and their organisation's zone");
    }
}
