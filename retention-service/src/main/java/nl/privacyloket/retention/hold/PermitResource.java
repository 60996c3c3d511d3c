package nl.privacyloket.retention.hold;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.ratelimit.ForSystems;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Data systems redeem here the permit of a command that erases. The token in the command is all they need. */
@Path("/permits/{commandId}/redemption")
@PermitAll
@ForSystems
@Tag(name = "Permits")
public class PermitResource {
    private static final String TOKEN = "Permit-Token";

    private final Permits permits;
    private final RefusedAccess refused;

    PermitResource(Permits permits, RefusedAccess refused) {
        this.refused = refused;
        this.permits = permits;
    }

    @POST
    @Operation(
            summary = "Redeem the permit of a command, just before the commit",
            description = "Until it is settled, a hold that is placed waits for it. Redeem anew for each transaction.")
    @APIResponse(responseCode = "204", description = "Commit, then settle")
    @APIResponse(responseCode = "404", description = "No such permit, or the token is another's")
    @APIResponse(
            responseCode = "409",
            description = "Revoked by a hold (permit-revoked): roll back and answer the command so")
    public void redeem(@RestPath UUID commandId, @HeaderParam(TOKEN) String token) {
        requireToken(commandId, token);
        switch (permits.redeem(commandId)) {
            case REDEEMED -> {
                // The answer is 204.
            }
            case REVOKED -> throw new ProblemException(409, "permit-revoked");
            case UNKNOWN -> throw new ProblemException(404, "not-found");
        }
    }

    @DELETE
    @Operation(
            summary = "Settle the permit: the transaction has been committed or rolled back",
            description = "It may be redeemed again for the next one.")
    @APIResponse(responseCode = "204", description = "Settled")
    @APIResponse(responseCode = "404", description = "No such permit, or the token is another's")
    public void settle(@RestPath UUID commandId, @HeaderParam(TOKEN) String token) {
        requireToken(commandId, token);
        if (!permits.settle(commandId)) {
            throw new ProblemException(404, "not-found");
        }
    }

    private void requireToken(UUID commandId, String token) {
        if (!permits.isToken(commandId, token)) {
            permits.organisationOf(commandId)
                    .ifPresent(organisation ->
                            refused.of("wrong-permit-token", organisation, "command", commandId.toString()));
            throw new ProblemException(404, "not-found");
        }
    }
}
