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
import java.util.List;
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
    private final JtaTransactions transactions;
    private final StaffAccess staff;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    ActorResource(
            PseudonymRegister register,
            Pseudonyms earlier,
            JtaTransactions transactions,
            StaffAccess staff,
            Clock clock) {
        this.register = register;
        this.earlier = earlier;
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
     * @param seenOn the day on which the pseudonym was last given out
     */
    @Schema(name = "ResolvedActor")
    public record Actor(
            @Schema(description = "As entries name the actor now")
            String pseudonym,

            @Schema(description = "The claim sub of the actor's tokens")
            String subject,

            @Schema(description = "The last day on which it acted, in UTC")
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
                    String outcome = resolved.isPresent() ? "done" : "unknown";
                    record(connection, organisation, officer, "actor.resolved", question.pseudonym(), outcome);
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
            description = "Entries keep the pseudonym and stay verifiable. Who acts again gets another one.")
    @APIResponse(responseCode = "204", description = "Destroyed; this cannot be undone")
    @APIResponse(responseCode = "404", description = "No such pseudonym, or its key was destroyed before")
    public void destroy(
            @RestPath String organisation,
            @RestPath @Parameter(description = "The actor as entries name it") String pseudonym)
            throws Exception {
        staff.requireOrganisation(organisation);
        String officer = staff.actor(organisation);
        boolean destroyed = transactions.inTransaction(connection -> {
            boolean known = register.destroy(connection, organisation, pseudonym);
            if (known) {
                record(connection, organisation, officer, "actor.pseudonym-destroyed", pseudonym, "done");
            }
            return known;
        });
        if (!destroyed) {
            throw new ProblemException(404, "not-found");
        }
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
