package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.queue.MessageQueue;

/** Queues a message to the person for each disclosure: the question whether it may be, or the news that it was done. */
public final class DisclosureEvents implements EventHandler {
    private static final String CONSENT_ASKED = "nl.privacyloket.disclosure.consent-asked.v1";
    private static final String MADE = "nl.privacyloket.disclosure.made.v1";

    private final MessageQueue queue;
    private final SealedFacts facts;
    private final Clock clock;

    public DisclosureEvents(MessageQueue queue, SealOpener seal, Clock clock) {
        this.queue = queue;
        this.facts = new SealedFacts(seal);
        this.clock = clock;
    }

    private record Disclosure(
            UUID disclosureId,
            String reference,
            Instant madeAt,
            String basis,
            String askedBy,
            List<String> categories,
            String locale,
            int policyVersion,
            Sealed contact) {}

    private record Concerned(
            String name, String email, String postalAddress, String statusToken, String recipient, String purposeText) {

        Contact contact() {
            return new Contact(name, email, null, statusToken, postalAddress, null);
        }
    }

    @Override
    public String channel() {
        return RequestEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(CONSENT_ASKED, MADE);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Disclosure disclosure = event.data(Disclosure.class);
        complete(disclosure.disclosureId(), disclosure.reference(), disclosure.basis(), disclosure.categories());
        complete(disclosure.contact());
        if (disclosure.policyVersion() < 1 || disclosure.categories().contains(null)) {
            throw new PoisonEventException("incomplete-data");
        }
        Concerned concerned = facts.open(disclosure.contact(), Concerned.class);
        complete(concerned.recipient());
        DisclosureFacts about = new DisclosureFacts(
                disclosure.disclosureId(),
                event.organisation(),
                disclosure.reference(),
                disclosure.locale(),
                disclosure.policyVersion());
        Occasion occasion = event.type().equals(MADE)
                ? made(disclosure, about, concerned)
                : consentAsked(disclosure, about, concerned);
        queue.add(connection, event.organisation(), disclosure.disclosureId(), occasion, "", clock.instant());
    }

    private static Occasion consentAsked(Disclosure disclosure, DisclosureFacts about, Concerned concerned) {
        complete(concerned.statusToken());
        return new DisclosureOccasion.Consent(
                about,
                concerned.contact(),
                concerned.recipient(),
                concerned.purposeText(),
                disclosure.basis(),
                disclosure.categories());
    }

    private static Occasion made(Disclosure disclosure, DisclosureFacts about, Concerned concerned) {
        complete(disclosure.madeAt(), disclosure.askedBy());
        return new DisclosureOccasion.Made(
                about,
                concerned.contact(),
                concerned.recipient(),
                disclosure.basis(),
                disclosure.askedBy(),
                disclosure.madeAt(),
                disclosure.categories());
    }
}
