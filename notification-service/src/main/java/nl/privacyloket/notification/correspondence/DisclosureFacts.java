package nl.privacyloket.notification.correspondence;

import java.util.UUID;

/**
 * What is known of a disclosure; nothing of the person.
 *
 * @param organisation id
 * @param reference what people write and say
 * @param locale language tag of the person
 * @param policyVersion version of the organisation's policy that applies
 */
public record DisclosureFacts(
        UUID disclosureId, String organisation, String reference, String locale, int policyVersion) implements Matter {

    @Override
    public UUID id() {
        return disclosureId;
    }
}
