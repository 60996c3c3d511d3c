package nl.privacyloket.retention.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a command is sent again. Pauses double with each attempt; after the last attempt people have to look.
 *
 * @param attempts how often a command is sent at most
 * @param firstPause pause after the first failure
 * @param longestPause where the doubling ends
 */
public record RetrySchedule(int attempts, Duration firstPause, Duration longestPause) {

    public RetrySchedule {
        if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("a retry schedule has at least one attempt and growing pauses");
        }
    }

    /**
     * When to send again after the system reported a failure; empty when it was the last attempt.
     *
     * @param sent how often the command has been sent
     */
    public Optional<Instant> afterFailure(Instant now, int sent) {
        return sent >= attempts ? Optional.empty() : Optional.of(now.plus(doubled(firstPause, sent, longestPause)));
    }

    /**
     * Until when an answer is awaited, after which the command is sent again or given up.
     *
     * @param answerTime what the system needs at most to answer a first command
     * @param sent how often the command has been sent, this time included
     */
    public Instant awaitedUntil(Instant now, Duration answerTime, int sent) {
        var longest = answerTime.compareTo(longestPause) > 0 ? answerTime : longestPause;
        return now.plus(doubled(answerTime, sent, longest));
    }

    /** Whether a command that was sent so often may be sent once more. */
    public boolean allowsAnother(int sent) {
        return sent < attempts;
    }

    private static Duration doubled(Duration first, int sent, Duration longest) {
        var pause = first;
        for (var time = 1; time < sent && pause.compareTo(longest) < 0; time++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
