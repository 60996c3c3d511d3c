package nl.privacyloket.retention.system;

/** What a data system can be asked to do; the constants are the names on the wire. */
public final class Capability {
    public static final String ACCESS = "access";
    public static final String ERASE = "erase";
    public static final String RECTIFY = "rectify";
    public static final String RESTRICT = "restrict";
    public static final String PURGE = "purge";
    public static final String VERIFY = "verify";

    /** All of them, as a pattern for validation. */
    static final String PATTERN = ACCESS + "|" + ERASE + "|" + RECTIFY + "|" + RESTRICT + "|" + PURGE + "|" + VERIFY;

    private Capability() {}
}
