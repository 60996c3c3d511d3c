package nl.privacyloket.notification.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a system says of one entry of a list that it keeps.
 *
 * @param subscriber the system's own id of the entry
 * @param email as SMTP takes it
 * @param locale language tag
 * @param purposes what the person is to hear of; {@link #POLICY_CHANGE} need not be among them
 * @param subjectHashes keyed hashes of all by which the person is known, each once: that of the address first, that of the
 *     entry's id second
 * @param consent null when none was given or needed
 * @param agreed to what the consent is certain to be: only these can bring back what the person ended
 */
public record Subscription(
        String subscriber,
        String email,
        String locale,
        Set<String> purposes,
        List<String> subjectHashes,
        Consent consent,
        Set<String> agreed) {

    /** The purpose of which every subscriber hears who has not ended it: that the statement changes. */
    public static final String POLICY_CHANGE = "policy-change";

    public Subscription {
        purposes = Set.copyOf(purposes);
        subjectHashes = List.copyOf(subjectHashes);
        agreed = consent == null ? Set.of() : Set.copyOf(agreed);
        if (subjectHashes.size() < 2) {
            throw new IllegalArgumentException("a subscription is known by its address and by its id");
        }
    }

    /** With a consent that does not say to what: of several purposes nobody knows which of them it is about. */
    public Subscription(
            String subscriber,
            String email,
            String locale,
            Set<String> purposes,
            List<String> subjectHashes,
            Consent consent) {
        this(subscriber, email, locale, purposes, subjectHashes, consent, purposes.size() == 1 ? purposes : Set.of());
    }

    /**
     * What the person agreed to (GDPR art. 7(1)).
     *
     * @param source where, such as {@code account-page}
     */
    public record Consent(String source, Instant at) {
        public Consent {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(at, "at");
        }
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

    /** Redacted. */
    @Override
    public String toString() {
        return "Subscription[" + new TreeSet<>(purposes) + "]";
    }
}
