package nl.privacyloket.request.transfer;

import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Another controller fetches a portability package. */
@Path("/transfers/{id}")
@Produces("application/zip")
@PermitAll
@Tag(name = "Transfer")
public class TransferResource {

    /** Header with which the other controller fetches a package. */
    static final String TRANSFER_TOKEN = "Transfer-Token";

    private final RequestFiles files;
    private final Transfers transfers;
    private final RefusedAccess refused;

    TransferResource(RequestFiles files, Transfers transfers, RefusedAccess refused) {
        this.refused = refused;
        this.files = files;
        this.transfers = transfers;
    }

    @GET
    @Transactional
    @Operation(summary = "The other controller fetches the package, once: data.json and a CSV file by category")
    @APIResponse(responseCode = "200", description = "The package", content = @Content(mediaType = "application/zip"))
    @APIResponse(responseCode = "401", description = "No Transfer-Token was sent")
    @APIResponse(responseCode = "404", description = "No such package, or not with this token")
    @APIResponse(
            responseCode = "410",
            description = "It was fetched before (transfer-fetched), or its time is over (export-expired)")
    public RestResponse<byte[]> fetch(@RestPath UUID id, @HeaderParam(TRANSFER_TOKEN) String token) {
        if (token == null) {
            throw new UnauthorizedException();
        }
        // Checked before the lock: who does not know the token must not be able to hold anybody up.
        RequestFile file = files.findByIdOptional(id).orElseThrow(TransferResource::notFound);
        if (!files.hasTransferToken(file, token)) {
            refused.ofRequest("wrong-transfer-token", file.organisation(), id);
            throw notFound();
        }
        files.refreshLocked(file);
        if (!files.hasTransferToken(file, token)) {
            throw notFound();
        }
        return RestResponse.ResponseBuilder.ok(transfers.handOver(file))
                .type("application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.reference() + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** A look must not use the token up, as the framework's own HEAD by GET would. */
    @HEAD
    @Operation(hidden = true)
    public RestResponse<Void> head(@RestPath UUID id) {
        throw new ProblemException(405, "method-not-allowed");
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "not-found");
    }
}
