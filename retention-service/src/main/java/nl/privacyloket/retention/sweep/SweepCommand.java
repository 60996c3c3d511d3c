package nl.privacyloket.retention.sweep;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One order to let go, as it is kept.
 *
 * @param verifyId the question whether it is gone; {@code null} before the system has answered the order
 * @param closed whether nothing is kept back on its account any more: what is left of it may be ordered anew
 * @param eventType type of what was sent last
 * @param data what was sent last, as it was sent; {@code null} when nothing is awaited
 * @param attempts how often that was sent
 */
record SweepCommand(
        UUID commandId,
        UUID verifyId,
        SliceKey slice,
        LocalDate day,
        SweepScope scope,
        String action,
        List<String> categories,
        int records,
        String rule,
        UUID requestId,
        LocalDate keptBefore,
        int policyVersion,
        State state,
        boolean closed,
        String eventType,
        byte[] data,
        int attempts,
        Instant nextAttemptAt,
        Instant executedAt) {

    /** Where an order stands. */
    enum State {
        PURGING,
        VERIFYING,
        DONE,
        FAILED,
        REVOKED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    String system() {
        return slice.system();
    }

    String organisation() {
        return slice.organisation();
    }

    boolean isAwaited() {
        return state == State.PURGING || state == State.VERIFYING;
    }

    @Override
    public String toString() {
        return "SweepCommand[" + commandId + " " + scope.wireName() + " " + state.wireName() + "]";
    }
}
