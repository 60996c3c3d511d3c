package nl.privacyloket.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.compare.Round;
import nl.privacyloket.bench.compare.WarmUp;

/**
 * What a scenario runs with.
 *
 * @param project the root of the checkout
 * @param directory for files that go when the scenario has ended
 * @param kept what it shares with those before and after it
 * @param rounds how many rounds are to count
 * @param brief whether it is enough to see that the scenario works: little work, and figures that say nothing
 * @param out where it tells how far it is
 * @param remarks what is to be said beside the figures, to which each warm-up that ended by its limit adds
 */
public record Bench(
        Path project, Path directory, Kept kept, int rounds, boolean brief, PrintStream out, List<String> remarks) {

    /** One without remarks yet. */
    public Bench(Path project, Path directory, Kept kept, int rounds, boolean brief, PrintStream out) {
        this(project, directory, kept, rounds, brief, out, new ArrayList<>());
    }

    /** Tells how far a scenario is. */
    public void say(String format, Object... values) {
        out.println("  " + String.format(Locale.ROOT, format, values));
    }

    /** How much work: all of it, or so much that it is seen to work. */
    public int amount(int all, int brief) {
        return this.brief ? brief : all;
    }

    /**
     * Has work done until it gets no faster, for {@code limit} and the turn in which it passes.
     *
     * @param unit of what is done, in the plural
     */
    public void warmUp(Duration limit, String unit, Comparison.Work work) throws Exception {
        boolean warm =
                WarmUp.run(brief ? Duration.ZERO : limit, work, rate -> say("warming up: %,.0f %s/s", rate, unit));
        if (!warm) {
            remarks.add("measured after " + limit.toSeconds()
                    + " s of warming up, when the services were still getting faster");
        }
    }

    /** Tells of rounds as they end. */
    public Consumer<Round> telling(String unit) {
        return round -> say(
                "limit %,.0f, measured %,.0f, limit %,.0f %s/s: %.2f%s",
                round.limitBefore(),
                round.system(),
                round.limitAfter(),
                unit,
                round.ratio(),
                round.counts() ? "" : " (does not count: the limits are too far apart)");
    }
}
