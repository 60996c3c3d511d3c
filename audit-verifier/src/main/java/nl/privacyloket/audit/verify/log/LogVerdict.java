package nl.privacyloket.audit.verify.log;

import java.util.List;

/**
 * What is to be said of one log.
 *
 * @param log its name: the service or data system
 * @param verdict in one word
 * @param entries how many entries were read, with those that an earlier run had verified
 * @param proven how far it is complete and unaltered; null when no checkpoint held
 * @param read how many of them were read in this run
 * @param withheld of how many of those the reader may not see more than the hash
 * @param findings what is wrong, the first entry first; empty unless it was tampered with
 * @param altered entries among which one was altered that could not be named; null when there are none
 * @param why it cannot be judged; null when it can
 * @param notes what is worth knowing and wrong with nothing, in words
 */
public record LogVerdict(
        String log,
        Verdict verdict,
        long entries,
        Edge proven,
        long read,
        long withheld,
        List<Finding> findings,
        AlteredRange altered,
        String why,
        List<String> notes) {
    /** A log in one word. */
    public enum Verdict {
        /** Complete and unaltered as far as its newest checkpoint. */
        COMPLETE,
        /** Something is missing, altered, doubled, in another order, forged or forked. */
        TAMPERED,
        /** There is nothing to go by. */
        UNJUDGED
    }

    public LogVerdict {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** A log that nothing is said of, and why. */
    public static LogVerdict unjudged(String log, String why) {
        return new LogVerdict(log, Verdict.UNJUDGED, 0, null, 0, 0, List.of(), null, why, List.of());
    }

    /** How many entries stand behind the newest checkpoint that held: not yet covered by a signature. */
    public long uncovered() {
        return entries - (proven == null ? 0 : proven.size());
    }

    /** The same verdict with an exact finding in place of the range. */
    public LogVerdict withAltered(long entry, String toldBy) {
        Finding exact = Finding.altered(entry, "it is not what " + toldBy + " has, which agrees with the checkpoint");
        List<Finding> more = findings.stream()
                .map(finding -> finding == altered.finding() ? exact : finding)
                .toList();
        return new LogVerdict(log, verdict, entries, proven, read, withheld, more, null, why, notes);
    }
}
