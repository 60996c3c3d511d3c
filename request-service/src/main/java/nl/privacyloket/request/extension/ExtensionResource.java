package nl.privacyloket.request.extension;

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

/** The privacy officer extends the term. */
@Path("/requests/{id}/extension")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Casework")
public class ExtensionResource {

    private final RequestAccess access;
    private final Extensions extensions;
    private final RequestDetails details;

    ExtensionResource(RequestAccess access, Extensions extensions, RequestDetails details) {
        this.access = access;
        this.extensions = extensions;
        this.details = details;
    }

    /** @param reason complexity or number of requests, in the person's language; it goes into the mail as it stands */
    @Schema(name = "Extension")
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
            summary = "Extend the term to three months from receipt",
            description =
                    "Once, before the first month has ended (GDPR art. 12(3)). The person is mailed the reason and"
                            + " the new date, which takes the place of what the organisation promised.")
    @APIResponse(responseCode = "200", description = "Extended")
    @APIResponse(
            responseCode = "409",
            description =
                    "Extended before (already-extended), the first month has ended (too-late-to-extend), or closed"
                            + " (illegal-step)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> extend(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Body body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        extensions.extend(file, body.reason(), actor);
        return details.answerToStaff(file, actor);
    }
}
