package nl.privacyloket.request.decision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.SmallBody;
import nl.privacyloket.request.access.NotedRefusalException;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.status.RequestDetail;
import nl.privacyloket.request.status.RequestDetails;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The privacy officer decides. */
@Path("/requests/{id}/decision")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Casework")
public class DecisionResource {

    private final RequestAccess access;
    private final OfficerDecisions decisions;
    private final RequestDetails details;

    DecisionResource(RequestAccess access, OfficerDecisions decisions, RequestDetails details) {
        this.access = access;
        this.decisions = decisions;
        this.details = details;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional(dontRollbackOn = NotedRefusalException.class)
    @Operation(
            summary = "Decide on a request",
            description =
                    "What is granted, wholly or in part, is then carried out by the data systems; the request closes when"
                            + " all have answered. A refusal closes it at once.")
    @APIResponse(responseCode = "200", description = "Decided")
    @APIResponse(
            responseCode = "202",
            description = "Proposed: the policy wants another officer to approve it (POST …/decision/approval)")
    @APIResponse(
            responseCode = "401",
            description =
                    "The policy wants an extra factor for this grant (step-up-required); WWW-Authenticate says which"
                            + " (RFC 9470)")
    @APIResponse(
            responseCode = "409",
            description =
                    "Not possible in this status (illegal-step), no plan yet (plan-not-ready), or another plan than"
                            + " the one named (plan-drifted), or the copy that was asked for with it is first"
                            + " (copy-comes-first)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> decide(
            @RestPath UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid DecisionBody body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        boolean decided = decisions.decide(file, body, actor, new InvalidInput(language));
        return decided ? details.answerToStaff(file, actor) : details.acceptedToStaff(file, actor);
    }
}
