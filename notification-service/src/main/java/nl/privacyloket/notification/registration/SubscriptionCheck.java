package nl.privacyloket.notification.registration;

import java.net.IDN;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.notification.correspondence.MailAddress;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Organisation.Purpose;
import nl.privacyloket.notification.subscriber.Subscription;
import nl.privacyloket.notification.subscriber.Subscription.Consent;

/** Whether what a system says of an entry can be stored: by what the organisation's policies say at this moment. */
final class SubscriptionCheck {
    /** Types under which an entry's address and its id are hashed. */
    private static final String E_MAIL = "e-mail";

    private static final String ENTRY = "subscriber";

    /** Names nobody by itself: an address would stand in paths, and so in logs. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,119}");

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    private static final int LONGEST_SOURCE = 100;
    private static final int LONGEST_VALUE = 320;
    private static final int MOST_IDENTIFIERS = 10;

    private final String organisation;
    private final Map<String, Boolean> needsConsent = new HashMap<>();
    private final Set<String> languages = new HashSet<>();
    private final SubjectHash hash;
    private final Instant now;

    /** @param policies those of the organisation that hold now */
    SubscriptionCheck(String organisation, Collection<Organisation> policies, SubjectHash hash, Instant now) {
        this.organisation = organisation;
        this.hash = hash;
        this.now = now;
        for (Organisation policy : policies) {
            languages.addAll(policy.languages());
            for (Purpose purpose : policy.purposes()) {
                needsConsent.merge(purpose.id(), purpose.needsConsent(), Boolean::logicalOr);
            }
        }
        needsConsent.put(Subscription.POLICY_CHANGE, false);
    }

    /**
     * What came of the check.
     *
     * @param subscription null when there are faults
     */
    record Checked(Subscription subscription, List<Fault> faults) {}

    /** Whether this can be the id of an entry. */
    static boolean isId(String subscriber) {
        return ID.matcher(subscriber).matches();
    }

    /** @param subscriber the system's own id */
    Checked check(String subscriber, SubscriberEntry entry) {
        List<Fault> faults = new ArrayList<>();
        if (subscriber == null) {
            faults.add(new Fault(Fault.MISSING, "subscriber"));
        } else if (!isId(subscriber)) {
            faults.add(new Fault(Fault.MALFORMED, "subscriber"));
        }
        Optional<String> email = email(entry.email(), faults);
        language(entry.locale(), faults);
        Set<String> purposes = purposes(entry.purposes(), faults);
        identifiers(entry.identifiers(), faults);
        Consent consent = consent(entry.consent(), purposes, faults);
        Optional<Set<String>> agreed = agreed(entry.consent(), purposes, faults);
        if (!faults.isEmpty()) {
            return new Checked(null, faults);
        }
        List<String> hashes = hashes(subscriber, entry, email.orElseThrow());
        Subscription subscription = agreed.isPresent()
                ? new Subscription(subscriber, email.get(), entry.locale(), purposes, hashes, consent, agreed.get())
                : new Subscription(subscriber, email.get(), entry.locale(), purposes, hashes, consent);
        return new Checked(subscription, List.of());
    }

    private static Optional<String> email(String text, List<Fault> faults) {
        if (text == null) {
            faults.add(new Fault(Fault.MISSING, "email"));
            return Optional.empty();
        }
        Optional<String> email = MailAddress.of(text);
        if (email.isEmpty()) {
            faults.add(new Fault(Fault.MALFORMED, "email"));
        }
        return email;
    }

    private void language(String locale, List<Fault> faults) {
        if (locale == null) {
            faults.add(new Fault(Fault.MISSING, "locale"));
        } else if (!languages.contains(locale)) {
            faults.add(new Fault(Fault.UNKNOWN_LANGUAGE, "locale"));
        }
    }

    private Set<String> purposes(List<String> purposes, List<Fault> faults) {
        if (purposes == null) {
            faults.add(new Fault(Fault.MISSING, "purposes"));
            return Set.of();
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (int at = 0; at < purposes.size(); at++) {
            String purpose = purposes.get(at);
            if (purpose != null && needsConsent.containsKey(purpose)) {
                wanted.add(purpose);
            } else {
                faults.add(new Fault(Fault.UNKNOWN_PURPOSE, "purposes[" + at + "]"));
                return wanted;
            }
        }
        return wanted;
    }

    private static void identifiers(List<SubscriberEntry.Identifier> identifiers, List<Fault> faults) {
        if (identifiers == null) {
            return;
        }
        if (identifiers.size() > MOST_IDENTIFIERS) {
            faults.add(new Fault(Fault.MALFORMED, "identifiers"));
            return;
        }
        for (int at = 0; at < identifiers.size(); at++) {
            SubscriberEntry.Identifier identifier = identifiers.get(at);
            String field = "identifiers[" + at + "]";
            if (identifier == null) {
                faults.add(new Fault(Fault.MISSING, field));
            } else if (identifier.type() == null) {
                faults.add(new Fault(Fault.MISSING, field + ".type"));
            } else if (!TYPE.matcher(identifier.type()).matches()) {
                faults.add(new Fault(Fault.MALFORMED, field + ".type"));
            } else if (identifier.value() == null || identifier.value().isBlank()) {
                faults.add(new Fault(Fault.MISSING, field + ".value"));
            } else if (identifier.value().length() > LONGEST_VALUE) {
                faults.add(new Fault(Fault.MALFORMED, field + ".value"));
            }
        }
    }

    private Consent consent(SubscriberEntry.ConsentGiven given, Set<String> purposes, List<Fault> faults) {
        if (given == null) {
            if (purposes.stream().anyMatch(needsConsent::get)) {
                faults.add(new Fault(Fault.CONSENT_MISSING, "consent"));
            }
            return null;
        }
        if (given.source() == null) {
            faults.add(new Fault(Fault.MISSING, "consent.source"));
        } else if (given.source().length() > LONGEST_SOURCE
                || !SOURCE.matcher(given.source()).matches()) {
            faults.add(new Fault(Fault.MALFORMED, "consent.source"));
        }
        if (given.at() == null) {
            faults.add(new Fault(Fault.MISSING, "consent.at"));
        } else if (given.at().isBefore(Instant.EPOCH)) {
            // Nobody kept a list then, and the database knows no year of a thousand million before Christ.
            faults.add(new Fault(Fault.MALFORMED, "consent.at"));
        } else if (given.at().isAfter(now)) {
            faults.add(new Fault(Fault.CONSENT_IN_FUTURE, "consent.at"));
        }
        return faults.isEmpty() ? new Consent(given.source(), given.at().truncatedTo(ChronoUnit.MICROS)) : null;
    }

    /** To what the person agreed; empty when the system does not say. */
    private static Optional<Set<String>> agreed(
            SubscriberEntry.ConsentGiven given, Set<String> purposes, List<Fault> faults) {
        if (given == null || given.purposes() == null) {
            return Optional.empty();
        }
        Set<String> agreed = new LinkedHashSet<>();
        for (int at = 0; at < given.purposes().size(); at++) {
            String purpose = given.purposes().get(at);
            if (purpose == null || !purposes.contains(purpose) && !purpose.equals(Subscription.POLICY_CHANGE)) {
                faults.add(new Fault(Fault.CONSENT_TO_UNASKED, "consent.purposes[" + at + "]"));
                return Optional.empty();
            }
            agreed.add(purpose);
        }
        return Optional.of(agreed);
    }

    /** An address outside ASCII is known by each way of writing it, as a request may use any. */
    private List<String> hashes(String subscriber, SubscriberEntry entry, String email) {
        Set<String> hashes = new LinkedHashSet<>();
        hashes.add(hash.of(organisation, E_MAIL, email));
        hashes.add(hash.of(organisation, ENTRY, subscriber));
        hashes.add(hash.of(organisation, E_MAIL, entry.email()));
        int at = email.indexOf('@') + 1;
        hashes.add(hash.of(organisation, E_MAIL, email.substring(0, at) + IDN.toUnicode(email.substring(at))));
        if (entry.identifiers() != null) {
            entry.identifiers()
                    .forEach(identifier -> hashes.add(hash.of(organisation, identifier.type(), identifier.value())));
        }
        return List.copyOf(hashes);
    }
}
