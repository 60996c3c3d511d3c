package nl.privacyloket.contracts.compatibility;

/** Which side those who code against a contract are on. */
enum Direction {
    /** They read it: it must keep what they count on. Fields that they do not know they ignore. */
    READ,
    /** They send it: what was taken must be taken still. */
    SENT
}
