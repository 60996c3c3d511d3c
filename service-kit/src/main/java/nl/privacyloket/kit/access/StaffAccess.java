package nl.privacyloket.kit.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What the caller's token lets it see: the organisations in the claim {@code organisations}, and nothing of others. */
@RequestScoped
public class StaffAccess {
    private static final String CLAIM = "organisations";

    private final SecurityIdentity identity;
    private final ActorNames names;
    private final RefusedAccess refused;

    StaffAccess(SecurityIdentity identity, ActorNames names, RefusedAccess refused) {
        this.identity = identity;
        this.names = names;
        this.refused = refused;
    }

    /** Whether the caller sent a valid token. */
    public boolean isStaff() {
        return !identity.isAnonymous();
    }

    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }

    /** How strongly the caller was authenticated (OpenID Connect Core, claim {@code acr}); null when the token does not say. */
    public String acr() {
        return identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim("acr") : null;
    }

    /** By what means the caller was authenticated (RFC 8176, claim {@code amr}); empty when the token does not say. */
    public Set<String> amr() {
        Set<String> means = new TreeSet<>();
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            collect(token.getClaim("amr"), means);
        }
        return means;
    }

    /** When the caller's token ends; null when it does not say. */
    public Instant until() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : null;
    }

    /** Ids of the organisations that the caller works for; empty for an anonymous caller. */
    public Set<String> organisations() {
        Set<String> organisations = new TreeSet<>();
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            collect(token.getClaim(CLAIM), organisations);
        } else {
            collect(identity.getAttribute(CLAIM), organisations);
        }
        return organisations;
    }

    private static void collect(Object claim, Set<String> into) {
        if (claim instanceof JsonArray array) {
            for (JsonValue value : array) {
                if (value instanceof JsonString text) {
                    into.add(text.getString());
                }
            }
        } else if (claim instanceof Collection<?> values) {
            values.forEach(value -> into.add(value instanceof JsonString text ? text.getString() : value.toString()));
        } else if (claim instanceof JsonString text) {
            into.add(text.getString());
        } else if (claim instanceof String text) {
            into.add(text);
        }
    }

    /** Whether the caller works for an organisation. */
    public boolean worksFor(String organisation) {
        return organisations().contains(organisation);
    }

    /**
     * The organisation in whose part of the log the caller's acts stand: the one asked for when the caller works for it, else the
     * first of the caller's own, as only there it has a pseudonym that somebody can have resolved; {@code -} when it has none.
     *
     * @param asked may be null
     */
    public String ownOrganisation(String asked) {
        TreeSet<String> own = new TreeSet<>(organisations());
        if (asked != null && own.contains(asked)) {
            return asked;
        }
        return own.isEmpty() ? "-" : own.first();
    }

    /**
     * Lets only those pass who work for the organisation. To others it does not exist.
     *
     * @throws ProblemException 404
     */
    public void requireOrganisation(String organisation) {
        if (!worksFor(organisation)) {
            refused.ofEndpoint("other-organisation");
            throw new ProblemException(404, "not-found", Map.of());
        }
    }

    /** The caller's pseudonym for the audit stream; {@code subject} when it sent no token. */
    public String actor(String organisation) {
        return identity.isAnonymous() ? "subject" : names.of(organisation, subject());
    }

    /** The caller's name in its token, for who-did-it columns that stay within the service; null when anonymous. */
    public String subject() {
        if (identity.isAnonymous()) {
            return null;
        }
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }
}
