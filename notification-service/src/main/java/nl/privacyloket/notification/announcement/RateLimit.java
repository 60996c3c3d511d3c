package nl.privacyloket.notification.announcement;

import java.time.Duration;
import java.time.Instant;

/**
 * How many mails may go now. What was not used is kept for a quarter of a second, so that a pause is not made up for by a
 * flood.
 *
 * @param perSecond mails that become possible in a second
 * @param tokens mails that were possible at {@code at}
 */
record RateLimit(int perSecond, double tokens, Instant at) {
    private static final double SAVED_SECONDS = 0.25;
    /** So many are worth a transaction. */
    private static final int WORTH_IT = 8;
    /** By how much clocks of instances may differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    /**
     * The same, later. A clock that is a little behind that of another instance neither adds nor takes away. One that is far
     * behind was put back, or the other was wrong: then it counts from now on.
     */
    RateLimit at(Instant now) {
        if (!now.isAfter(at)) {
            return at.isAfter(now.plus(TOLERANCE)) ? new RateLimit(perSecond, tokens, now) : this;
        }
        double seconds = Duration.between(at, now).toNanos() / 1e9;
        return new RateLimit(perSecond, Math.min(most(), tokens + seconds * perSecond), now);
    }

    /** How many of so many mails may go now: none before some can go together. */
    int allowing(int mails) {
        return mails > 0 && until(mails).isZero() ? Math.min(mails, (int) tokens) : 0;
    }

    RateLimit used(int mails) {
        return new RateLimit(perSecond, tokens - mails, at);
    }

    /** How long until so many are possible, or as many as can ever be at once, or enough to go together. */
    Duration until(int mails) {
        double missing = Math.min(Math.min(mails, WORTH_IT), (int) most()) - tokens;
        return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(missing / perSecond * 1e9));
    }

    private double most() {
        return Math.max(1, perSecond * SAVED_SECONDS);
    }
}
