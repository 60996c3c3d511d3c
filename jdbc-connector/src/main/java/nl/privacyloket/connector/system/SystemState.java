package nl.privacyloket.connector.system;

/**
 * How one data system stands.
 *
 * @param kind in a word
 * @param detail what it waits for, or {@code null}
 */
public record SystemState(Kind kind, String detail) {

    /** States of a system. */
    public enum Kind {
        /** Its database has not been reached yet. */
        WAITING,
        /** Its mapping does not fit its database: it takes no commands until the connector is started anew. */
        REFUSED,
        /** It takes commands. */
        RUNNING
    }
}
