package nl.privacyloket.connector.dialect;

/** Why a database did not do what a statement asked, as far as it matters what happens next. */
public enum RefusalCause {
    /** Another row still refers to one that is to go, or one refers to nothing. */
    STILL_REFERENCED,
    /** Another constraint, or a trigger. */
    CONSTRAINT,
    /** Somebody else had a row locked for too long. */
    LOCKED,
    /** A value that does not fit or cannot be read. */
    VALUE,
    /** A statement that does not fit, or what the system's own procedures stumble over: it may be one record alone. */
    OF_A_RECORD,
    /** The database is in trouble; nothing is known of the transaction. */
    OTHER
}
