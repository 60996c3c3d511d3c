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
import java.util.List;
import java.util.Set;
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

    /**
     * @param reason to the person, in their language
     * @param together ids of other requests of the person whose restriction of the same data ends with it
     */
    @Schema(name = "RestrictionLifting")
    public record Body(
            @NotBlank @Size(max = 10_000) @Pattern(regexp = FreeText.LINES)
            String reason,

            @Size(max = 20) List<@NotNull UUID> together) {

        public Body {
            together = together == null ? List.of() : together;
        }

        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    /**
     * @param how {@code post}, {@code phone}, {@code counter} or {@code e-mail}
     * @param note for colleagues, or null
     */
    @Schema(name = "RestrictionTelling")
    public record Telling(
            @NotNull @Pattern(regexp = "post|phone|counter|e-mail")
            String how,

            @Size(max = 5_000) @Pattern(regexp = FreeText.LINES, message = "{field.control-character}")
            String note) {
        @Override
        public String toString() {
            return "Telling[redacted]";
        }
    }

    /** @param reason for colleagues and for whoever checks later; the person is not told it */
    @Schema(name = "RestrictionClosing")
    public record Closing(
            @NotBlank @Size(max = 5_000) @Pattern(regexp = FreeText.LINES, message = "{field.control-character}")
            String reason) {
        @Override
        public String toString() {
            return "Closing[redacted]";
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
            description = "No restriction is in force (no-restriction), it is ending (restriction-already-ending), or"
                    + " another request of the person still needs it (other-restriction-in-force)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> lift(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Body body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        lifting.announce(file, body.reason(), Set.copyOf(body.together()), actor);
        return details.answerToStaff(file, actor);
    }

    @POST
    @Path("/telling")
    @RolesAllowed({Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional
    @Operation(
            summary = "Record that staff told the person that the restriction ends",
            description = "Where the message cannot leave. The data systems lift the restriction from then on.")
    @APIResponse(responseCode = "200", description = "Recorded, and the data systems are told")
    @APIResponse(
            responseCode = "409",
            description = "No restriction is in force (no-restriction), its end has not been announced"
                    + " (lifting-not-announced), or the person knows (lifting-already-told)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> told(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Telling body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        lifting.toldByStaff(file, body.how(), body.note(), actor);
        return details.answerToStaff(file, actor);
    }

    @POST
    @Path("/closing")
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional
    @Operation(
            summary = "Record that the restriction has been lifted though not every data system has said so",
            description = "For systems where people had to do it by hand.")
    @APIResponse(responseCode = "200", description = "Lifted")
    @APIResponse(
            responseCode = "409",
            description =
                    "No restriction is in force (no-restriction), or the person has not been told (lifting-not-told)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> close(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Closing body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        lifting.close(file, body.reason(), actor);
        return details.answerToStaff(file, actor);
    }
}
