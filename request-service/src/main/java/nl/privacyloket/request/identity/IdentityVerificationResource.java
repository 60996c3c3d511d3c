package nl.privacyloket.request.identity;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.web.FreeText;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.SmallBody;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.evidence.IdentityDemands;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.status.RequestDetail;
import nl.privacyloket.request.status.RequestDetails;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Staff establish who asks. */
@Path("/requests/{id}/identity-verification")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
@Tag(name = "Casework")
public class IdentityVerificationResource {

    private final RequestAccess access;
    private final Identification identification;
    private final IdentityDemands demands;
    private final RequestDetails details;

    IdentityVerificationResource(
            RequestAccess access, Identification identification, IdentityDemands demands, RequestDetails details) {
        this.access = access;
        this.identification = identification;
        this.demands = demands;
        this.details = details;
    }

    /**
     * @param method how: a code of {@link IdentityMethod}
     * @param outcome {@code verified} or {@code not-verified}; the latter closes the request
     * @param representation whether the representative may act for the person, {@code verified} or {@code not-verified}; the
     *     latter closes the request. Required when there is a representative other than a reporter, else left out
     * @param note for colleagues; not what stands on an identity document
     */
    @Schema(name = "IdentityVerification")
    public record Body(
            @NotNull @Schema(description = IdentityMethod.LIST)
            String method,

            @NotNull @Pattern(regexp = "verified|not-verified")
            String outcome,

            @Pattern(regexp = "verified|not-verified") String representation,

            @Size(max = 2_000) @Pattern(regexp = FreeText.LINES)
            String note) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional
    @Operation(summary = "Say that it is established who asks, or that it cannot be")
    @APIResponse(responseCode = "200", description = "Noted; what was handed in is destroyed")
    @APIResponse(
            responseCode = "400",
            description = "No such method, or the outcome about the representative is missing or too much")
    @APIResponse(
            responseCode = "409",
            description = "Not possible in this status; the answer names what is (illegal-step)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> verify(
            @RestPath UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid Body body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        boolean asked = demands.of(file).asksRepresentation();
        new InvalidInput(language)
                .require(IdentityMethod.codes().contains(body.method()), "method", "unknown", IdentityMethod.codes())
                .require(!asked || body.representation() != null, "representation", "required")
                .require(asked || body.representation() == null, "representation", "no-representative")
                .refuse();
        identification.conclude(
                file,
                new Identification.Finding(body.method(), body.outcome(), body.representation(), body.note()),
                actor);
        return details.answerToStaff(file, actor);
    }
}
