package nl.privacyloket.notification.letter;

import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.organisation.Organisation;

/**
 * All that a letter is made of.
 *
 * @param organisation as the policy version of the request has it
 */
public record Addressed(RequestFacts request, Contact contact, Organisation organisation, Occasion occasion) {

    /** Redacted. */
    @Override
    public String toString() {
        return "Addressed[" + request.requestId() + ", " + occasion.kind() + "]";
    }
}
