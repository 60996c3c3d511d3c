package nl.privacyloket.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leaves one mail server alone for a growing while after it could not be used. When that has passed, one sender tries it;
 * the others wait for what comes of that. Shared by all senders.
 */
public final class Breaker {
    /** How soon to look again while somebody tries the server. */
    private static final Duration DURING_TRIAL = Duration.ofSeconds(1);

    private final Backoff backoff;
    private final Clock clock;
    private State state = State.CLOSED;
    private int failures;
    private long opened;
    private Instant until = Instant.MIN;

    public Breaker(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /** Whether mail passes. */
    public enum State {
        /** All mail passes. */
        CLOSED,
        /** One mail is under way, to see whether the server can be used again. */
        HALF_OPEN,
        /** The server is being left alone. */
        OPEN
    }

    /** Leave to send one mail. Closed without a verdict, it says nothing of the server, and another may try. */
    final class Pass implements AutoCloseable {
        private final boolean trial;
        private boolean spent;

        private Pass(boolean trial) {
            this.trial = trial;
        }

        /** @param usable whether the server did its work, also when it refused the mail */
        void leave(boolean usable) {
            if (!spent) {
                spent = true;
                report(trial, usable);
            }
        }

        @Override
        public void close() {
            if (!spent) {
                spent = true;
                withdraw(trial);
            }
        }
    }

    /** Leave to send one mail now; empty while the server is left alone. */
    synchronized Optional<Pass> pass() {
        if (state == State.CLOSED) {
            return Optional.of(new Pass(false));
        }
        if (state == State.OPEN && !isPause(clock.instant())) {
            state = State.HALF_OPEN;
            return Optional.of(new Pass(true));
        }
        return Optional.empty();
    }

    private synchronized void report(boolean trial, boolean usable) {
        if (!trial && state != State.CLOSED) {
            // Told by somebody who set out before the rest knew: a pause that has begun grows only by its own trials.
            return;
        }
        if (usable) {
            state = State.CLOSED;
            failures = 0;
        } else {
            failures++;
            opened++;
            state = State.OPEN;
            until = clock.instant().plus(backoff.after(failures));
        }
    }

    private synchronized void withdraw(boolean trial) {
        if (trial) {
            state = State.OPEN;
            until = clock.instant();
        }
    }

    /** Until when there is no use in asking; empty when {@link #pass()} would give leave. */
    synchronized Optional<Instant> closedUntil() {
        Instant now = clock.instant();
        return switch (state) {
            case CLOSED -> Optional.empty();
            case HALF_OPEN -> Optional.of(now.plus(DURING_TRIAL));
            case OPEN -> isPause(now) ? Optional.of(until) : Optional.empty();
        };
    }

    /** One that is longer than any is none: the clock was set back meanwhile. */
    private boolean isPause(Instant now) {
        return now.isBefore(until) && !until.isAfter(now.plus(backoff.longest()));
    }

    public synchronized State state() {
        return state;
    }

    /** How often the server was found unusable since this process started. */
    public synchronized long opened() {
        return opened;
    }
}
