package nl.privacyloket.retention.result;

import java.util.Set;

/** Types of the events with which data systems answer commands. */
public final class ResultTypes {
    private static final String PREFIX = "nl.privacyloket.result.";
    public static final String VERIFIED = PREFIX + "verified.v1";
    public static final String ERASED = PREFIX + "erased.v1";
    public static final String PURGED = PREFIX + "purged.v1";
    public static final String ACCESSED = PREFIX + "accessed.v1";
    public static final String RECTIFIED = PREFIX + "rectified.v1";
    public static final String RESTRICTED = PREFIX + "restricted.v1";
    public static final String FAILED = PREFIX + "failed.v1";

    static final Set<String> ALL = Set.of(VERIFIED, ERASED, PURGED, ACCESSED, RECTIFIED, RESTRICTED, FAILED);

    private ResultTypes() {}
}
