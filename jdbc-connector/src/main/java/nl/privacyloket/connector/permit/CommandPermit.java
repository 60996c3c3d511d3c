package nl.privacyloket.connector.permit;

import java.util.List;
import java.util.Objects;
import nl.privacyloket.connector.held.HeldPerson;

/**
 * What is inside the seal of a permit.
 *
 * @param url of the redemption; with a {@code verify} nobody uses it
 * @param token for the header {@code Permit-Token}
 * @param except persons whose data stay, and categories that stay whoever's they are
 */
public record CommandPermit(String url, String token, List<HeldPerson> except) {

    /** Whether each exception says who is meant. */
    public boolean namesPersons() {
        return except != null
                && except.stream()
                        .allMatch(person -> person != null
                                && (person.isEverybody()
                                        || !person.identifiers().isEmpty())
                                && person.identifiers().stream()
                                        .allMatch(one -> Objects.nonNull(one.type()) && Objects.nonNull(one.value())));
    }

    /** Whether something may be changed with it. */
    public boolean isRedeemable() {
        return url != null && token != null;
    }

    /** Without the token, and without who is held. */
    @Override
    public String toString() {
        return "CommandPermit[url=" + url + "]";
    }
}
