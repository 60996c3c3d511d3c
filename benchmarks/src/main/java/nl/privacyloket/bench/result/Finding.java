package nl.privacyloket.bench.result;

/**
 * One line of the table.
 *
 * @param what what was measured, and out of how much
 * @param limit what stands beside it: a figure with its unit and what it is of; {@code –} when there is none
 * @param system what the system did, a figure with its unit
 * @param ratio what the goal is about, with its range: a part of the limit, a time, a size
 * @param goal what is reached for
 * @param reached whether it was; {@code null} when too few rounds counted, so that nobody can tell
 */
public record Finding(String what, String limit, String system, String ratio, String goal, Boolean reached) {

    /** How {@link #reached} reads. */
    public String verdict() {
        return reached == null ? "too few rounds count" : reached ? "reached" : "NOT reached";
    }
}
