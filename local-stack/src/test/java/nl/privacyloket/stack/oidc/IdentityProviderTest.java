package nl.privacyloket.stack.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityProviderTest {

    private static IdentityProvider provider;

    @BeforeAll
    static void start() {
        provider = IdentityProvider.start(0);
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void givesATokenWithRolesAndOrganisations() throws Exception {
        String token = provider.token(
                new StaffClaims("an-officer", List.of("privacy-officer"), List.of("prifora", "pinkweb")));

        JWTClaimsSet claims = verified(token);
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:" + provider.port() + "/privacyloket");
        assertThat(claims.getSubject()).isEqualTo("an-officer");
        assertThat(claims.getStringListClaim("roles")).containsExactly("privacy-officer");
        assertThat(claims.getStringListClaim("organisations")).containsExactly("prifora", "pinkweb");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(12));
    }

    @Test
    void givesTheSameOverHttpToWhoAsksInTheScope() throws Exception {
        String token = new TokenRequests(provider.issuerUrl())
                .token(new StaffClaims("run", List.of("operator", "compliance"), List.of("infactor")));

        JWTClaimsSet claims = verified(token);
        assertThat(claims.getIssuer()).isEqualTo(provider.issuerUrl());
        assertThat(claims.getSubject()).isEqualTo("run");
        assertThat(claims.getStringListClaim("roles")).containsExactly("operator", "compliance");
        assertThat(claims.getStringListClaim("organisations")).containsExactly("infactor");
    }

    @Test
    void tellsHowStronglyAPersonWasAuthenticatedToWhoAsksForIt() throws Exception {
        String token = new TokenRequests(provider.issuerUrl())
                .token(new StaffClaims(
                        "an-officer", List.of("privacy-officer"), List.of("pinkweb"), "gold", List.of("pwd", "otp")));

        JWTClaimsSet claims = verified(token);
        assertThat(claims.getStringClaim("acr")).isEqualTo("gold");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "otp");
    }

    @Test
    void saysNothingOfItOtherwise() throws Exception {
        JWTClaimsSet claims = verified(provider.token("privacy-officer", "pinkweb"));

        assertThat(claims.getClaims()).doesNotContainKeys("acr", "amr");
    }

    @Test
    void tokensOutliveARestart() throws Exception {
        try (IdentityProvider other = IdentityProvider.start(0)) {
            String token = other.token("operator", "prifora");

            other.stop();
            other.start();

            assertThat(verified(token).getStringListClaim("roles")).containsExactly("operator");
        }
    }

    private static JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.load(
                URI.create(jwt.getJWTClaimsSet().getIssuer() + "/jwks").toURL());
        assertThat(jwt.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }
}
