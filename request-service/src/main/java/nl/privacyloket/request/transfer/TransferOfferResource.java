package nl.privacyloket.request.transfer;

import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.privacyloket.kit.ratelimit.HeavyCall;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.status.RequestDetail;
import nl.privacyloket.request.status.RequestDetails;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The person has a portability package sent to another controller. */
@Path("/requests/{id}/transfer")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Transfer")
public class TransferOfferResource {

    private final RequestAccess access;
    private final Transfers transfers;
    private final RequestDetails details;

    TransferOfferResource(RequestAccess access, Transfers transfers, RequestDetails details) {
        this.access = access;
        this.transfers = transfers;
        this.details = details;
    }

    @POST
    @HeavyCall
    @Transactional
    @Operation(
            summary = "Have the package sent to the controller that was named in transferTo",
            description =
                    "That controller gets a mail with a link that works once, as long as the package is there. Asked"
                            + " again, also after it was fetched, it gets a new link and the old one is void.")
    @APIResponse(responseCode = "200", description = "Offered")
    @APIResponse(responseCode = "404", description = "No such request, or not with this token")
    @APIResponse(responseCode = "409", description = "No package (nothing-to-transfer), or nobody named (no-receiver)")
    public RestResponse<RequestDetail> offer(@RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token) {
        RequestFile file = access.lockForPerson(id, token);
        transfers.offer(file);
        return details.answerToPerson(file);
    }
}
