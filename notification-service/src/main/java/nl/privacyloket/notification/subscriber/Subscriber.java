package nl.privacyloket.notification.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An entry as it is stored, without its address.
 *
 * @param id of the row; means nothing outside this service
 * @param subscriber the system's own id
 * @param subjectHashes as in {@link Subscription}
 * @param purposes what may be sent now
 * @param consent the latest that is known, or null
 */
public record Subscriber(
        UUID id,
        String organisation,
        String subscriber,
        List<String> subjectHashes,
        String locale,
        SortedSet<String> purposes,
        Subscription.Consent consent,
        Instant changedAt) {

    public Subscriber {
        subjectHashes = List.copyOf(subjectHashes);
        purposes = new TreeSet<>(purposes);
    }

    String addressHash() {
        return subjectHashes.get(0);
    }

    String idHash() {
        return subjectHashes.get(1);
    }

    Instant consentAt() {
        return consent == null ? null : consent.at();
    }

    @Override
    public String toString() {
        return "Subscriber[" + id + "]";
    }
}
