package nl.privacyloket.request.transfer;

import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.status.RequestDetail;
import nl.privacyloket.request.status.RequestDetails;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** A portability package for another controller. */
@Path("/")
@PermitAll
@Tag(name = "Transfer")
public class TransferResource {

    /** Header with which the other controller fetches a package. */
    static final String TRANSFER_TOKEN = "Transfer-Token";

    private final RequestAccess access;
    private final RequestFiles files;
    private final Transfers transfers;
    private final RequestDetails details;

    TransferResource(RequestAccess access, RequestFiles files, Transfers transfers, RequestDetails details) {
        this.access = access;
        this.files = files;
        this.transfers = transfers;
        this.details = details;
    }

    @POST
    @Path("/requests/{id}/transfer")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary = "Have the package sent to the controller that was named in transferTo",
            description =
                    "That controller gets a mail with a link that works once, as long as the package is there. Asked"
                            + " again before it was fetched, it gets a new link and the old one is void.")
    @APIResponse(responseCode = "200", description = "Offered")
    @APIResponse(responseCode = "404", description = "No such request, or not with this token")
    @APIResponse(responseCode = "409", description = "No package, nobody named, or it was fetched already")
    public RestResponse<RequestDetail> offer(@RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token) {
        RequestFile file = access.lockForPerson(id, token);
        transfers.offer(file);
        return details.answerToPerson(file);
    }

    @GET
    @Path("/transfers/{id}")
    @Produces("application/zip")
    @Transactional
    @Operation(summary = "The other controller fetches the package, once: data.json and a CSV file by category")
    @APIResponse(responseCode = "200", description = "The package", content = @Content(mediaType = "application/zip"))
    @APIResponse(responseCode = "401", description = "No Transfer-Token was sent")
    @APIResponse(responseCode = "404", description = "No such package, or not with this token")
    @APIResponse(responseCode = "410", description = "It was fetched before, or its time is over")
    public RestResponse<byte[]> fetch(@RestPath UUID id, @HeaderParam(TRANSFER_TOKEN) String token) {
        if (token == null) {
            throw new UnauthorizedException();
        }
        // Checked before the lock: who does not know the token must not be able to hold anybody up.
        RequestFile file = files.findByIdOptional(id)
                .filter(found -> files.hasTransferToken(found, token))
                .orElseThrow(TransferResource::notFound);
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
    @Path("/transfers/{id}")
    @Operation(hidden = true)
    public RestResponse<Void> head(@RestPath UUID id) {
        throw new ProblemException(405, "method-not-allowed");
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "not-found");
    }
}
