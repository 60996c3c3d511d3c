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
import nl.privacyloket.kit.problem.ProblemException;
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

/** A second privacy officer approves a decision or does not. */
@Path("/requests/{id}/decision/approval")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Casework")
public class DecisionApprovalResource {

    private final RequestAccess access;
    private final OfficerDecisions decisions;
    private final RequestDetails details;

    DecisionApprovalResource(RequestAccess access, OfficerDecisions decisions, RequestDetails details) {
        this.access = access;
        this.decisions = decisions;
        this.details = details;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional(dontRollbackOn = NotedRefusalException.class)
    @Operation(
            summary = "Approve or reject what another officer decided",
            description =
                    "Where the policy asks for two officers (approval.fourEyes). An approval carries the decision out.")
    @APIResponse(responseCode = "200", description = "Decided, or back with the first officer")
    @APIResponse(responseCode = "401", description = "An extra factor is needed (step-up-required, RFC 9470)")
    @APIResponse(responseCode = "403", description = "The same officer proposed it (second-person-required)")
    @APIResponse(
            responseCode = "409",
            description = "Nothing is proposed (nothing-proposed), the plan is another now and the proposal void"
                    + " (plan-drifted), or not possible in this status (illegal-step)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    @APIResponse(responseCode = "428", description = "If-Match is missing (precondition-required)")
    public RestResponse<RequestDetail> approve(
            @RestPath UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid ApprovalBody body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        // Without it, or with one that fits anything, nobody knows which proposal the officer read.
        if (ifMatch == null || ifMatch.equals("*")) {
            throw new ProblemException(428, "precondition-required");
        }
        String actor = access.actor(file);
        decisions.approve(file, body, actor, new InvalidInput(language));
        return details.answerToStaff(file, actor);
    }
}
