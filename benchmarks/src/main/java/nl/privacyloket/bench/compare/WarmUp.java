package nl.privacyloket.bench.compare;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * Work that is done until it gets no faster. A service that has just started is compiled while it works; what it does meanwhile says
 * nothing of what it does for the rest of its life.
 */
public final class WarmUp {
    /** A turn that is faster than all before it by this factor says that it is still getting faster. */
    static final double FASTER = 1.05;

    /** One that reaches less than this part of the best was held up by something and says nothing. */
    static final double HELD_UP = 0.85;

    /** So many turns in a row that are neither say that it is warm. */
    static final int SAME = 2;

    private WarmUp() {}

    /**
     * Does the work turn by turn until two in a row are as fast as the best before them.
     *
     * @param limit after which it is as warm as it gets
     * @param heard hears of each turn, per second
     * @return whether it is warm; false when the limit came first
     */
    public static boolean run(Duration limit, Comparison.Work work, DoubleConsumer heard) throws Exception {
        long begun = System.nanoTime();
        double best = 0;
        int same = 0;
        while (same < SAME && (best == 0 || System.nanoTime() - begun < limit.toNanos())) {
            double turn = work.perSecond();
            heard.accept(turn);
            same = turn > FASTER * best || turn < HELD_UP * best ? 0 : same + 1;
            best = Math.max(best, turn);
        }
        return same >= SAME;
    }
}
