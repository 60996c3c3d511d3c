package nl.privacyloket.faults.check;

/**
 * Something that is not as it was promised.
 *
 * @param check that found it
 * @param kind of what went wrong
 * @param text ids and codes that say where
 */
public record Finding(String check, Kind kind, String text) {
    /** The columns of the report. */
    public enum Kind {
        LOST,
        DOUBLED,
        STUCK,
        WRONG
    }
}
