package nl.privacyloket.request.restriction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import nl.privacyloket.request.SmallBody;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.status.RequestDetail;
import nl.privacyloket.request.status.RequestDetails;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The end of a restriction. */
@Path("/requests/{id}/restriction/lifting")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Casework")
public class RestrictionResource {

    private final RequestAccess access;
    private final Lifting lifting;
    private final RequestDetails details;

    RestrictionResource(RequestAccess access, Lifting lifting, RequestDetails details) {
        this.access = access;
        this.lifting = lifting;
        this.details = details;
    }

    /** @param reason to the person, in their language */
    @Schema(name = "RestrictionLifting")
    public record Body(
            @NotBlank @Size(max = 10_000) @Pattern(regexp = "[\\P{Cc}\\r\\n\\t]*")
            String reason) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional
    @Operation(
            summary = "Lift the restriction that a request led to",
            description = "The person is written to first; the data systems lift it when that message has left.")
    @APIResponse(responseCode = "200", description = "Announced")
    @APIResponse(
            responseCode = "409",
            description = "No restriction is in force (no-restriction), or it is ending (restriction-already-ending)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> lift(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Body body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        lifting.announce(file, body.reason(), actor);
        return details.answerToStaff(file, actor);
    }
}
