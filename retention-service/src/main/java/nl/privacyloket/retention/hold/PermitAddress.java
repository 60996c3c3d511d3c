package nl.privacyloket.retention.hold;

import java.util.List;

/**
 * Where the permit of a command is redeemed, and with what.
 *
 * @param url of the redemption itself: POST just before the commit, DELETE after it
 * @param token goes into the header {@code Permit-Token}
 */
public record PermitAddress(String url, String token) {

    /** What is sealed into the command. */
    public CommandPermit except(List<HeldPerson> persons) {
        return new CommandPermit(url, token, List.copyOf(persons));
    }

    @Override
    public String toString() {
        return "PermitAddress[redacted]";
    }
}
