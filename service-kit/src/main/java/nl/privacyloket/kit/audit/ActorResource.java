package nl.privacyloket.kit.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.audit.PseudonymRegister.Resolved;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who stands behind the pseudonyms of actors in this service's audit log (ADR 0021), for the privacy officer alone. */
@Path("/organisations/{organisation}/audit/actors")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Compliance")
public class ActorResource {
    private static final String FORM = "[A-Za-z0-9_-]{22}";

    private final PseudonymRegister register;
    private final Pseudonyms earlier;
    private final PseudonymSettings settings;
    private final JtaTransactions transactions;
    private final StaffAccess staff;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    ActorResource(
            PseudonymRegister register,
            Pseudonyms earlier,
            PseudonymSettings settings,
            JtaTransactions transactions,
            StaffAccess staff,
            Clock clock) {
        this.register = register;
        this.earlier = earlier;
        this.settings = settings;
        this.transactions = transactions;
        this.staff = staff;
        this.clock = clock;
    }

    /** @param pseudonym an actor as entries name it */
    @Schema(name = "ActorQuestion")
    public record Question(
            @Schema(
                    required = true,
                    pattern = FORM,
                    description = "The actor as entries of this service's log name it",
                    examples = "dI0AeRg32-SqE8opP8BEsA")
            String pseudonym) {}

    /**
     * Who it is.
     *
     * @param pseudonym as the actor is named now
     * @param subject as the identity provider names it: the claim {@code sub} of its tokens
     * @param seenOn a day on which it acted, at most a week before it last did
     */
    @Schema(name = "ResolvedActor")
    public record Actor(
            @Schema(description = "As entries name the actor now")
            String pseudonym,

            @Schema(description = "The claim sub of the actor's tokens")
            String subject,

            @Schema(description = "A day on which it acted, in UTC; the last one was at most a week later")
            LocalDate seenOn) {
        @Override
        public String toString() {
            return "Actor[" + pseudonym + "]";
        }
    }

    @POST
    @Path("/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "resolveActor",
            summary = "Who stands behind a pseudonym; that it was asked is in the audit log")
    @APIResponse(responseCode = "200", description = "Who it is")
    @APIResponse(responseCode = "400", description = "That is no pseudonym")
    @APIResponse(responseCode = "404", description = "No such pseudonym, or its key was destroyed")
    public Actor resolve(@RestPath String organisation, Question question) throws Exception {
        staff.requireOrganisation(organisation);
        if (question == null
                || question.pseudonym() == null
                || !question.pseudonym().matches(FORM)) {
            throw new ProblemException(400, "invalid-input");
        }
        String officer = staff.actor(organisation);
        return transactions
                .inTransaction(connection -> {
                    var resolved = register.resolve(connection, organisation, question.pseudonym(), earlier);
                    // What resolves to nobody may be any word: it is not for the log.
                    String asked = resolved.isPresent() ? question.pseudonym() : "unknown";
                    String outcome = resolved.isPresent() ? "done" : "unknown";
                    record(connection, organisation, officer, "actor.resolved", asked, outcome);
                    return resolved;
                })
                .map(ActorResource::actor)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private static Actor actor(Resolved resolved) {
        return new Actor(resolved.pseudonym(), resolved.name(), resolved.seenOn());
    }

    @DELETE
    @Path("/{pseudonym}")
    @Operation(
            operationId = "destroyActorKey",
            summary = "Destroy the key behind a pseudonym: nobody can tell any more whose it was",
            description =
                    "Entries keep the pseudonym and stay verifiable. Who acts again gets another one. A pseudonym of before the register is taken too; both go together.")
    @APIResponse(responseCode = "204", description = "Destroyed; this cannot be undone")
    @APIResponse(responseCode = "404", description = "No such pseudonym, or its key was destroyed before")
    @APIResponse(
            responseCode = "409",
            description =
                    "It is the officer's own: actor-is-oneself; or of somebody who acted lately: actor-acted-lately")
    public void destroy(
            @RestPath String organisation,
            @RestPath @Parameter(description = "The actor as entries name it") String pseudonym)
            throws Exception {
        staff.requireOrganisation(organisation);
        String officer = staff.actor(organisation);
        boolean destroyed = transactions.inTransaction(connection -> {
            boolean known = destroy(connection, organisation, pseudonym, officer);
            if (known) {
                record(connection, organisation, officer, "actor.pseudonym-destroyed", pseudonym, "done");
            }
            return known;
        });
        if (!destroyed) {
            throw new ProblemException(404, "not-found");
        }
    }

    /**
     * Nobody makes their own acts nobody's, nor those of somebody who is still at work.
     *
     * @return false when there is no such pseudonym
     */
    private boolean destroy(Connection connection, String organisation, String pseudonym, String officer)
            throws SQLException {
        Optional<Resolved> found;
        try {
            found = register.resolve(connection, organisation, pseudonym, earlier);
        } catch (CryptoException e) {
            // The row says nothing that is believed, so that nothing can be asked of it.
            return register.destroy(connection, organisation, pseudonym);
        }
        if (found.isEmpty()) {
            return false;
        }
        Resolved actor = found.get();
        if (actor.pseudonym().equals(officer)) {
            throw new ProblemException(409, "actor-is-oneself");
        }
        LocalDate last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minus(settings.keptAfterActing());
        if (!actor.seenOn().isBefore(last)) {
            throw new ProblemException(409, "actor-acted-lately");
        }
        register.destroy(connection, organisation, actor, earlier);
        return true;
    }

    private void record(
            Connection connection, String organisation, String officer, String action, String pseudonym, String outcome)
            throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                        clock.instant(), organisation, officer, action, "actor", pseudonym, outcome, null)));
    }
}
