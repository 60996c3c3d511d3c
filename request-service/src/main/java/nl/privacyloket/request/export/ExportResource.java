package nl.privacyloket.request.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.ratelimit.ForSystems;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The package of an access or portability request, and its parts. */
@Path("/requests/{id}")
@PermitAll
@Tag(name = "Export")
public class ExportResource {

    /** Header with which a data system brings its part. */
    static final String UPLOAD_TOKEN = "Upload-Token";

    private final RequestAccess access;
    private final RequestFiles files;
    private final SealedFields fields;
    private final Exports exports;
    private final RefusedAccess refused;
    private final RequestServiceConfig config;

    ExportResource(
            RequestAccess access,
            RequestFiles files,
            SealedFields fields,
            Exports exports,
            RefusedAccess refused,
            RequestServiceConfig config) {
        this.access = access;
        this.files = files;
        this.fields = fields;
        this.exports = exports;
        this.refused = refused;
        this.config = config;
    }

    @GET
    @Path("/export")
    @Produces("application/zip")
    @Transactional
    @Operation(summary = "Download the package: data.json, a CSV file by category, and a page to read")
    @APIResponse(responseCode = "200", description = "The package", content = @Content(mediaType = "application/zip"))
    @APIResponse(responseCode = "404", description = "No such request, wrong token, or a right without a package")
    @APIResponse(responseCode = "409", description = "Not ready (export-not-ready)")
    @APIResponse(responseCode = "410", description = "Its time is over (export-expired)")
    public RestResponse<byte[]> download(@RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token) {
        RequestFile file = access.lockForPerson(id, token);
        return RestResponse.ResponseBuilder.ok(exports.download(file))
                .type("application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.reference() + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @ForSystems
    @PUT
    @Path("/export-parts/{command}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional(rollbackOn = Exception.class)
    @Operation(summary = "A data system brings its part, once, with the token from its command")
    @RequestBody(content = @Content(schema = @Schema(implementation = PartBody.class)))
    @APIResponse(responseCode = "204", description = "Taken in, now or before with the same content")
    @APIResponse(responseCode = "404", description = "No such request, or not with this token")
    @APIResponse(
            responseCode = "409",
            description =
                    "Another part was brought for this command (part-already-there), or none is expected (no-part-expected)")
    @APIResponse(responseCode = "413", description = "Larger than this service takes")
    public void bring(
            @RestPath UUID id, @RestPath UUID command, @HeaderParam(UPLOAD_TOKEN) String token, InputStream body)
            throws JsonProcessingException, IOException {
        RequestFile file = requireToken(id, command, token);
        byte[] part = body.readNBytes(config.export().largestPart() + 1);
        if (part.length > config.export().largestPart()) {
            throw new ProblemException(413, "too-large");
        }
        files.refreshLocked(file);
        exports.take(file, command, part);
    }

    /** Before anything is read or locked. */
    private RequestFile requireToken(UUID id, UUID command, String token) {
        Optional<RequestFile> known = files.findByIdOptional(id);
        Optional<RequestFile> trusted = known.filter(
                        file -> token != null && file.execution().uploadSecret() != null)
                .filter(file -> UploadTokens.isFor(
                        command,
                        fields.open(id, "upload_secret", file.execution().uploadSecret()),
                        token));
        if (trusted.isEmpty()) {
            known.ifPresent(file -> refused.ofRequest("wrong-upload-token", file.organisation(), id));
        }
        return trusted.orElseThrow(() -> new ProblemException(404, "not-found"));
    }
}
