package nl.privacyloket.kit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import nl.privacyloket.messaging.outbox.RelayAlarm;

/** Wakes the relay when the running transaction has committed, once however much it appended. */
@ApplicationScoped
class AfterCommit {
    private final TransactionSynchronizationRegistry registry;
    private final RelayAlarm alarm;

    AfterCommit(TransactionSynchronizationRegistry registry, RelayAlarm alarm) {
        this.registry = registry;
        this.alarm = alarm;
    }

    void wakeRelay() {
        if (registry.getResource(AfterCommit.class) != null) {
            return;
        }
        registry.putResource(AfterCommit.class, Boolean.TRUE);
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing is to be done before.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    alarm.ring();
                }
            }
        });
    }
}
