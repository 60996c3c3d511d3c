package nl.privacyloket.notification.correspondence;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The organisation itself, when a message to its staff is about no request in particular.
 *
 * @param id made of what the message is about, see {@link #about}
 * @param organisation id
 * @param policyVersion version of its policy that holds now
 */
public record OrganisationFacts(UUID id, String organisation, int policyVersion) implements Matter {

    /**
     * The organisation in one respect.
     *
     * @param respect such as {@code staff-digest}; with the organisation it makes the id, which no request has
     */
    public static OrganisationFacts about(String respect, String organisation, int policyVersion) {
        String name = organisation + "/" + respect;
        return new OrganisationFacts(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), organisation, policyVersion);
    }

    @Override
    public String reference() {
        return "";
    }

    @Override
    public String locale() {
        return null;
    }
}
