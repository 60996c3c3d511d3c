package nl.privacyloket.request.identity;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.ratelimit.HeavyCall;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.evidence.EvidenceKind;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** A masked copy of an identity document, where the policy asks for one. */
@Path("/requests/{id}/identity-document")
public class IdentityDocumentResource {

    private final Uploads uploads;

    IdentityDocumentResource(Uploads uploads) {
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @HeavyCall
    @Tag(name = "Requests")
    @Operation(
            summary = "Hand in a masked copy of an identity document",
            description =
                    "Only where the policy asks for one. Refused when a BSN, MRZ or document number can still be read. Destroyed once it is established who asks.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = DocumentForm.class)))
    @APIResponse(responseCode = "200", description = "Taken in the place of an earlier one")
    @APIResponse(responseCode = "201", description = "Taken")
    @APIResponse(responseCode = "400", description = "There is no part document (malformed-upload)")
    @APIResponse(responseCode = "404", description = "No such request, or wrong token")
    @APIResponse(
            responseCode = "409",
            description = "Not asked for with this request (identity-copy-not-asked), or not now (illegal-step)")
    @APIResponse(responseCode = "413", description = "Larger than 10 MB (document-too-large)")
    @APIResponse(responseCode = "415", description = "Not a PDF, JPEG or PNG (document-type-not-taken)")
    @APIResponse(
            responseCode = "429",
            description =
                    "One is being looked at (upload-going-on), or there were too many today (too-many-uploads); Retry-After says when again")
    @APIResponse(
            responseCode = "503",
            description = "Too many at this moment (uploads-busy); Retry-After says when again")
    @APIResponse(
            responseCode = "422",
            description = "Refused (identity-copy-refused); findings say why. Nothing was stored")
    public RestResponse<UploadAnswer> upload(
            @RestPath UUID id,
            @HeaderParam(RequestAccess.STATUS_TOKEN) String token,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            InputStream body)
            throws IOException {
        return uploads.takeCopy(new Uploads.Sent(id, token, contentType, language, body))
                .response();
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed({Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
    @Transactional
    @Tag(name = "Casework")
    @Operation(summary = "See what was handed in; noted in the audit log")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "application/pdf"),
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = "image/png")
            })
    @APIResponse(responseCode = "404", description = "No such request for you, nothing handed in, or destroyed")
    public RestResponse<byte[]> see(@RestPath UUID id) {
        return uploads.forStaff(id, EvidenceKind.IDENTITY_COPY);
    }
}
