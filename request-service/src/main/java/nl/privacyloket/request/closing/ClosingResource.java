package nl.privacyloket.request.closing;

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
import nl.privacyloket.kit.web.FreeText;
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

/** The privacy officer closes a request though a data system has not answered. */
@Path("/requests/{id}/closing")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Casework")
public class ClosingResource {

    private final RequestAccess access;
    private final Closings closings;
    private final RequestDetails details;

    ClosingResource(RequestAccess access, Closings closings, RequestDetails details) {
        this.access = access;
        this.closings = closings;
        this.details = details;
    }

    /** @param reason for colleagues and for whoever checks later; the person is not told it */
    @Schema(name = "Closing")
    public record Body(
            @NotBlank @Size(max = 5_000) @Pattern(regexp = FreeText.LINES, message = "{field.control-character}")
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
            summary = "Close a decided request though not every task has been answered",
            description =
                    "A request closes by itself when every data system has answered. This is for the one that never"
                            + " will, or was done by hand. Open tasks stay shown as they were.")
    @APIResponse(responseCode = "200", description = "Closed with the outcome that was decided")
    @APIResponse(
            responseCode = "409",
            description = "Not decided yet, or closed; the answer names what is possible (illegal-step)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> close(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Body body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        closings.override(file, body.reason(), actor);
        return details.answerToStaff(file, actor);
    }
}
