package nl.privacyloket.request.clarification;

import jakarta.annotation.security.PermitAll;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Questions to the person, and answers. */
@Path("/requests/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class ClarificationResource {

    private static final String TEXT = FreeText.LINES;
    private static final String[] STAFF = {Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER};

    private final RequestAccess access;
    private final Clarifications clarifications;
    private final RequestDetails details;

    ClarificationResource(RequestAccess access, Clarifications clarifications, RequestDetails details) {
        this.access = access;
        this.clarifications = clarifications;
        this.details = details;
    }

    /** @param question in the person's language; it goes into the mail as it stands */
    @Schema(name = "Question")
    public record Question(
            @NotBlank @Size(max = 5_000) @Pattern(regexp = TEXT, message = "{field.control-character}")
            String question) {
        @Override
        public String toString() {
            return "Question[redacted]";
        }
    }

    /** @param text in the person's own words */
    @Schema(name = "Answer")
    public record Answer(
            @NotBlank @Size(max = 10_000) @Pattern(regexp = TEXT, message = "{field.control-character}")
            String text) {
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    @POST
    @Path("/clarification")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
    @SmallBody
    @Transactional
    @Tag(name = "Casework")
    @Operation(
            summary = "Ask the person something",
            description = "The question is mailed. What waiting does to the term is up to the policy (suspension).")
    @APIResponse(responseCode = "200", description = "Asked; the request waits for the answer")
    @APIResponse(
            responseCode = "409",
            description = "Not possible in this status; the answer names what is (illegal-step)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> ask(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid Question body) {
        RequestFile file = access.lockForStaff(id, ifMatch);
        String actor = access.actor(file);
        clarifications.ask(file, body.question(), actor);
        return details.answerToStaff(file, actor);
    }

    @POST
    @Path("/answers")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @SecurityRequirement(
            name = "bearer",
            scopes = {Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
    @SmallBody
    @Transactional
    @Tag(name = "Requests")
    @Operation(
            summary = "Answer what the organisation asked",
            description = "The person sends Status-Token. Staff (case-handler, privacy-officer) send their bearer token"
                    + " and enter what the person told them.")
    @APIResponse(responseCode = "200", description = "Taken; the request is on the desk again")
    @APIResponse(
            responseCode = "409",
            description = "Nothing was asked, or it is decided; the answer names what is possible (illegal-step)")
    @APIResponse(responseCode = "412", description = "The request has changed since it was read")
    public RestResponse<RequestDetail> answer(
            @RestPath UUID id,
            @HeaderParam(RequestAccess.STATUS_TOKEN) String token,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @Valid Answer body) {
        RequestAccess.Visible visible = access.lockForPersonOrStaff(id, token, ifMatch, STAFF);
        clarifications.answer(visible.file(), body.text(), visible.actor());
        return visible.forPerson()
                ? details.answerToPerson(visible.file())
                : details.answerToStaff(visible.file(), visible.actor());
    }
}
