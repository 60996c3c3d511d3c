package nl.privacyloket.notification.letter;

import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Matter;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.organisation.Organisation;

/**
 * All that a letter is made of.
 *
 * @param matter what it is about
 * @param contact whom it is for
 * @param organisation as the policy version of the matter has it, under a name that fits into a header
 */
public record Addressed(Matter matter, Contact contact, Organisation organisation, Occasion occasion) {

    public Addressed {
        organisation = organisation.named(PlainText.line(organisation.name()));
    }

    /**
     * The request that it is about.
     *
     * @throws IllegalStateException when it is about something else
     */
    public RequestFacts request() {
        if (matter instanceof RequestFacts request) {
            return request;
        }
        throw new IllegalStateException("not about a request: " + occasion.kind());
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Addressed[" + matter.id() + ", " + occasion.kind() + "]";
    }
}
