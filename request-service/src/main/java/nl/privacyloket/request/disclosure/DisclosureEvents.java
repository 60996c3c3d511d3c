package nl.privacyloket.request.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.request.journal.RequestEvents;

/** The facts about disclosures, on the topic of requests; the key is the disclosure's id. */
final class DisclosureEvents {

    private static final String PREFIX = "nl.privacyloket.disclosure.";

    private DisclosureEvents() {}

    record ConsentAsked(
            UUID disclosureId,
            String reference,
            Instant askedAt,
            String basis,
            List<String> categories,
            String locale,
            int policyVersion,
            Sealed contact,
            Sealed subject) {}

    record Made(
            UUID disclosureId,
            String reference,
            Instant madeAt,
            String basis,
            String askedBy,
            List<String> categories,
            String locale,
            int policyVersion,
            Sealed contact,
            Sealed subject) {}

    /**
     * Sealed to notification-service: whom to tell, and of whom.
     *
     * @param statusToken with which the person answers, or null when nothing is asked
     * @param purposeText what the data are for, or null when nothing is asked
     */
    record Contact(
            String name, String email, String postalAddress, String statusToken, String recipient, String purposeText) {
        @Override
        public String toString() {
            return "Contact[redacted]";
        }
    }

    static OutgoingEvent consentAsked(DisclosureFile file, Sealed contact, Sealed subject) {
        return event(
                "consent-asked.v1",
                file,
                file.registeredAt(),
                new ConsentAsked(
                        file.id(),
                        file.reference(),
                        file.registeredAt(),
                        file.basis(),
                        file.categories(),
                        file.locale(),
                        file.policyVersion(),
                        contact,
                        subject));
    }

    static OutgoingEvent made(DisclosureFile file, Sealed contact, Sealed subject, Instant at) {
        return event(
                "made.v1",
                file,
                at,
                new Made(
                        file.id(),
                        file.reference(),
                        file.disclosedAt(),
                        file.basis(),
                        file.askedBy(),
                        file.categories(),
                        file.locale(),
                        file.policyVersion(),
                        contact,
                        subject));
    }

    private static OutgoingEvent event(String type, DisclosureFile file, Instant at, Object data) {
        return OutgoingEvent.of(
                RequestEvents.TOPIC, file.id().toString(), PREFIX + type, file.organisation(), at, data);
    }
}
