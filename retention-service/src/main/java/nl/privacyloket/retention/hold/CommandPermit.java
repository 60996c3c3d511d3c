package nl.privacyloket.retention.hold;

import java.util.List;

/**
 * The sealed member {@code permit} of a command that erases.
 *
 * @param except whose rows stay
 */
public record CommandPermit(String url, String token, List<HeldPerson> except) {
    @Override
    public String toString() {
        return "CommandPermit[redacted]";
    }
}
