package nl.privacyloket.stack.oidc;

import com.nimbusds.oauth2.sdk.TokenRequest;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** Puts the roles, organisations and level of authentication that a token request asks for in its scope into the token. */
final class ScopeClaims extends DefaultOAuth2TokenCallback {

    private final String audience;
    private final long expirySeconds;

    ScopeClaims(String issuer, String audience, long expirySeconds) {
        super(issuer);
        this.audience = audience;
        this.expirySeconds = expirySeconds;
    }

    @Override
    public String subject(TokenRequest request) {
        return client(request);
    }

    @Override
    public List<String> audience(TokenRequest request) {
        return List.of(audience);
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
        List<String> scope =
                request.getScope() == null ? List.of() : request.getScope().toStringList();
        return StaffClaims.fromScope(client(request), scope).asClaims();
    }

    @Override
    public long tokenExpiry() {
        return expirySeconds;
    }

    private static String client(TokenRequest request) {
        if (request.getClientAuthentication() != null) {
            return request.getClientAuthentication().getClientID().getValue();
        }
        return request.getClientID() == null
                ? "anonymous"
                : request.getClientID().getValue();
    }
}
