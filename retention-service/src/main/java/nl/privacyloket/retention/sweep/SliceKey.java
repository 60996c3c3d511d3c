package nl.privacyloket.retention.sweep;

/**
 * Whose holdings are swept together: those of one data system, so that a person's records there go together.
 *
 * @param system a data system, or {@link #REQUEST_FILES}
 */
record SliceKey(String organisation, String system) {
    /** The files of requests, which another service of ours holds. */
    static final String REQUEST_FILES = "request-service";

    boolean isRequestFiles() {
        return REQUEST_FILES.equals(system);
    }
}
