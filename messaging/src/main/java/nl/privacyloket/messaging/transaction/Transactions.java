package nl.privacyloket.messaging.transaction;

/** Runs work in a new transaction of the service's database. */
public interface Transactions {
    /**
     * Commits when the work returns, rolls back when it throws, and passes on what it threw.
     *
     * @return what the work returned, after the commit
     */
    <T> T inTransaction(Work<T> work) throws Exception;
}
