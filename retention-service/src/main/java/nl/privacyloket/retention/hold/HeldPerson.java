package nl.privacyloket.retention.hold;

import java.util.List;

/**
 * Somebody whose rows a command must leave alone. Personal data: only ever sealed to the system.
 *
 * @param category what stays of them; {@code null} for everything
 * @param identifiers by any of which the system may know them; empty for everybody, with a category
 */
public record HeldPerson(String category, List<PersonIdentifier> identifiers) {
    @Override
    public String toString() {
        return "HeldPerson[redacted]";
    }
}
