package nl.privacyloket.stack.oidc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who a staff member or machine is, as the services read it from a token.
 *
 * @param subject the claim {@code sub}
 * @param roles the claim {@code roles}: case-handler, privacy-officer, compliance, operator, system
 * @param organisations the claim {@code organisations}: ids of the organisations that they may work for
 * @param acr the claim {@code acr}: how strongly they were authenticated, or null
 * @param amr the claim {@code amr}: by what means they were authenticated
 */
public record StaffClaims(
        String subject, List<String> roles, List<String> organisations, String acr, List<String> amr) {

    public StaffClaims {
        roles = List.copyOf(roles);
        organisations = List.copyOf(organisations);
        amr = List.copyOf(amr);
    }

    /** Without a word on how they were authenticated. */
    public StaffClaims(String subject, List<String> roles, List<String> organisations) {
        this(subject, roles, organisations, null, List.of());
    }

    /** One role at one organisation, with a subject that follows from them. */
    public static StaffClaims of(String role, String organisation) {
        return new StaffClaims(role + "@" + organisation, List.of(role), List.of(organisation));
    }

    /** The same person, authenticated this strongly, such as {@code gold} after an extra factor. */
    public StaffClaims authenticated(String level) {
        return new StaffClaims(subject, roles, organisations, level, amr);
    }

    Map<String, Object> asClaims() {
        Map<String, Object> claims = new HashMap<>(Map.of("roles", roles, "organisations", organisations));
        if (acr != null) {
            claims.put("acr", acr);
        }
        if (!amr.isEmpty()) {
            claims.put("amr", amr);
        }
        return claims;
    }

    /** This as the {@code scope} of a token request, e.g. {@code openid role:operator organisation:prifora}. */
    public String asScope() {
        StringBuilder scope = new StringBuilder("openid");
        roles.forEach(role -> scope.append(" role:").append(role));
        organisations.forEach(organisation -> scope.append(" organisation:").append(organisation));
        if (acr != null) {
            scope.append(" acr:").append(acr);
        }
        amr.forEach(means -> scope.append(" amr:").append(means));
        return scope.toString();
    }

    /** The claims that a token request asks for in its scope; the client is the subject. */
    static StaffClaims fromScope(String client, List<String> scope) {
        return new StaffClaims(
                client,
                values(scope, "role:"),
                values(scope, "organisation:"),
                values(scope, "acr:").stream().findFirst().orElse(null),
                values(scope, "amr:"));
    }

    private static List<String> values(List<String> scope, String prefix) {
        return scope.stream()
                .filter(value -> value.startsWith(prefix))
                .map(value -> value.substring(prefix.length()))
                .toList();
    }
}
