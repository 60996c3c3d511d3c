package nl.privacyloket.stack.oidc;

import java.util.List;
import java.util.Map;

/**
 * Who a staff member or machine is, as the services read it from a token.
 *
 * @param subject the claim {@code sub}
 * @param roles the claim {@code roles}: case-handler, privacy-officer, compliance, operator, system
 * @param organisations the claim {@code organisations}: ids of the organisations that they may work for
 */
public record StaffClaims(String subject, List<String> roles, List<String> organisations) {

    public StaffClaims {
        roles = List.copyOf(roles);
        organisations = List.copyOf(organisations);
    }

    /** One role at one organisation, with a subject that follows from them. */
    public static StaffClaims of(String role, String organisation) {
        return new StaffClaims(role + "@" + organisation, List.of(role), List.of(organisation));
    }

    Map<String, Object> asClaims() {
        return Map.of("roles", roles, "organisations", organisations);
    }

    /** This as the {@code scope} of a token request, e.g. {@code openid role:operator organisation:prifora}. */
    public String asScope() {
        StringBuilder scope = new StringBuilder("openid");
        roles.forEach(role -> scope.append(" role:").append(role));
        organisations.forEach(organisation -> scope.append(" organisation:").append(organisation));
        return scope.toString();
    }

    /** The claims that a token request asks for in its scope; the client is the subject. */
    static StaffClaims fromScope(String client, List<String> scope) {
        return new StaffClaims(client, values(scope, "role:"), values(scope, "organisation:"));
    }

    private static List<String> values(List<String> scope, String prefix) {
        return scope.stream()
                .filter(value -> value.startsWith(prefix))
                .map(value -> value.substring(prefix.length()))
                .toList();
    }
}
