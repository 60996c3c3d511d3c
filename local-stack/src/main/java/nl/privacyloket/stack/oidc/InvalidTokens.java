package nl.privacyloket.stack.oidc;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tokens that look like those of an organisation's provider and are not, to be refused by whoever gets them. */
public final class InvalidTokens {
    private InvalidTokens() {}

    /** Of somebody who would have every role at the organisation. */
    public static StaffClaims claims(String organisation) {
        return new StaffClaims(
                "everything@" + organisation,
                List.of("case-handler", "privacy-officer", "compliance", "operator", "system"),
                List.of(organisation));
    }

    /** By what is wrong with them. */
    public static Map<String, String> at(String organisation) {
        try (IdentityProvider other = IdentityProvider.start(0)) {
            // Every provider of the tests signs with the same key: only the issuer tells them apart.
            String foreign = other.token(claims(organisation));
            String expired = other.token(claims(organisation), Duration.ofHours(-1));
            String[] parts = foreign.split("\\.");
            return Map.of(
                    "another issuer's token",
                    foreign,
                    "another issuer's expired token",
                    expired,
                    "a token without its signature",
                    parts[0] + "." + parts[1] + ".",
                    "an unsigned token",
                    "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                    "no token at all",
                    "not.a.token",
                    "an empty token",
                    "");
        }
    }
}
