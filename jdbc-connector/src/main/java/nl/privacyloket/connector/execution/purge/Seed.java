package nl.privacyloket.connector.execution.purge;

/**
 * A record whose term has ended.
 *
 * @param key its key as JSON, in the database's own form
 * @param index its position in the command; {@code null} when the command names none
 */
record Seed(String key, Integer index) {
    /** Without the key. */
    @Override
    public String toString() {
        return "Seed[index=" + index + "]";
    }
}
