package nl.privacyloket.messaging.audit;

/**
 * What every entry has to comply with before it is taken. Found by {@link java.util.ServiceLoader}; a service that runs has
 * none. Tests bring the published catalogue of entries, so that no act can be written down in words that it does not know.
 */
public interface EntryRule {
    /** @throws RuntimeException when the entry must not be written; its transaction fails */
    void check(AuditEntry entry);
}
