package nl.privacyloket.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Rounds of limit, system, limit; the limit after one is the limit before the next. A round whose limits are too far apart does not
 * count and is made again from its beginning, as often as there are rounds to make.
 *
 * @param wanted how many rounds are to count before it says anything
 * @param rounds all that were made, also those that do not count
 */
public record Comparison(int wanted, List<Round> rounds) {

    public Comparison {
        rounds = List.copyOf(rounds);
    }

    /** Something that is measured. */
    @FunctionalInterface
    public interface Work {
        /** Does it once and returns how much of it was done a second. */
        double perSecond() throws Exception;
    }

    /**
     * Runs limit and system in turn. Both are to be warm.
     *
     * @param wanted how many rounds are to count
     * @param heard hears of each round
     */
    public static Comparison run(int wanted, Work limit, Work system, Consumer<Round> heard) throws Exception {
        List<Round> rounds = new ArrayList<>();
        int counting = 0;
        Round last = null;
        while (counting < wanted && rounds.size() < 2 * wanted) {
            double before = last != null && last.counts() ? last.limitAfter() : limit.perSecond();
            Round round = new Round(before, system.perSecond(), limit.perSecond());
            last = round;
            rounds.add(round);
            heard.accept(round);
            if (round.counts()) {
                counting++;
            }
        }
        return new Comparison(wanted, rounds);
    }

    /** How many rounds count. */
    public int counting() {
        return (int) rounds.stream().filter(Round::counts).count();
    }

    /** Whether enough rounds count: otherwise there is nothing to tell. */
    public boolean tells() {
        return counting() >= wanted;
    }

    /** The limit, per second. */
    public Spread limit() {
        return spread(Round::limit);
    }

    /** The system, per second. */
    public Spread system() {
        return spread(Round::system);
    }

    /** The system as a part of the limit. */
    public Spread ratio() {
        return spread(Round::ratio);
    }

    private Spread spread(ToDoubleFunction<Round> value) {
        return Spread.of(
                rounds.stream().filter(Round::counts).mapToDouble(value).boxed().toList());
    }
}
