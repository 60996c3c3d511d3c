package nl.privacyloket.connector.dialect;

/** How rows are locked that a query finds. */
public enum RowLock {
    /** Not at all. */
    NONE,
    /** To be changed, when whoever uses them is done. */
    WAIT,
    /** To be changed, those that nobody uses. */
    SKIP
}
