package nl.privacyloket.kit.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    private final ActorPseudonyms pseudonyms;
    private final JtaTransactions transactions;
    private final StaffAccess staff;

    ActorResource(
            PseudonymRegister register,
            Pseudonyms earlier,
            PseudonymSettings settings,
            JtaTransactions transactions,
            StaffAccess staff,
            Clock clock) {
        this.pseudonyms = new ActorPseudonyms(register, earlier, settings, clock);
        this.transactions = transactions;
        this.staff = staff;
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
    public ResolvedActor resolve(@RestPath String organisation, ActorQuestion question) throws Exception {
        staff.requireOrganisation(organisation);
        String asked = ActorQuestion.pseudonymIn(question);
        String officer = staff.actor(organisation);
        return transactions
                .inTransaction(connection -> {
                    var resolved = pseudonyms.resolve(connection, organisation, asked, its -> officer);
                    if (resolved.isEmpty()) {
                        pseudonyms.noteUnknown(connection, organisation, its -> officer);
                    }
                    return resolved;
                })
                .orElseThrow(() -> new ProblemException(404, "not-found"));
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
        boolean destroyed = transactions.inTransaction(
                connection -> pseudonyms.destroy(connection, organisation, pseudonym, its -> officer));
        if (!destroyed) {
            throw new ProblemException(404, "not-found");
        }
    }
}
