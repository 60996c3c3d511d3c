package nl.privacyloket.stack.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.net.LocalPorts;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.jboss.logging.Logger;

/**
 * An OpenID Connect provider for development and tests: it gives anyone any token. A client asks for roles and
 * organisations in the {@code scope} of a token request, see {@link StaffClaims#asScope()}. Its signing keys are fixed, so
 * tokens outlive a restart.
 */
public final class IdentityProvider implements AutoCloseable {

    /** The path of the issuer. */
    public static final String ISSUER = "privacyloket";

    /** How long a token is good. */
    public static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private static final Logger LOG = Logger.getLogger(IdentityProvider.class);
    private static final String AUDIENCE = "privacyloket";

    private final int port;
    private MockOAuth2Server server;

    private IdentityProvider(int port) {
        this.port = LocalPorts.orFree(port);
    }

    /** Starts a provider on this port of the loopback address (0 for a free one) and returns when it listens. */
    public static IdentityProvider start(int port) {
        IdentityProvider started = new IdentityProvider(port);
        started.start();
        return started;
    }

    /** Starts it again after {@link #stop()}, on the same port with the same keys. */
    public synchronized void start() {
        if (server != null) {
            throw new IllegalStateException("OIDC runs already on port " + port);
        }
        Stopwatch watch = Stopwatch.started();
        MockOAuth2Server starting = new MockOAuth2Server(new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(),
                Set.of(new ScopeClaims(ISSUER, AUDIENCE, TOKEN_LIFE.toSeconds())),
                new MockWebServerWrapper()));
        try {
            starting.start(InetAddress.getByName("localhost"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = starting;
        LOG.infof("OIDC listens on port %d after %d ms", port, watch.millis());
    }

    /** Stops it; tokens that it gave stay good until they expire. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server = null;
            LOG.infof("OIDC on port %d stopped", port);
        }
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /** What services take as {@code quarkus.oidc.auth-server-url}. */
    public String issuerUrl() {
        return "http://localhost:" + port + "/" + ISSUER;
    }

    /** A signed token with these claims, good for {@link #TOKEN_LIFE}. */
    public String token(StaffClaims claims) {
        return token(claims, TOKEN_LIFE);
    }

    /** A signed token with these claims that ends after a while. */
    public String token(StaffClaims claims, Duration life) {
        return server.issueToken(
                        ISSUER,
                        claims.subject(),
                        new DefaultOAuth2TokenCallback(
                                ISSUER,
                                claims.subject(),
                                "JWT",
                                List.of(AUDIENCE),
                                claims.asClaims(),
                                life.toSeconds()))
                .serialize();
    }

    /** A signed token for one role at one organisation. */
    public String token(String role, String organisation) {
        return token(StaffClaims.of(role, organisation));
    }
}
