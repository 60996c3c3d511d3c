package nl.privacyloket.request.withdrawal;

import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.status.RequestDetail;
import nl.privacyloket.request.status.RequestDetails;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The person takes a request back. */
@Path("/requests/{id}/withdrawal")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class WithdrawalResource {

    private final RequestAccess access;
    private final RequestJournal journal;
    private final RequestDetails details;
    private final Clock clock;

    WithdrawalResource(RequestAccess access, RequestJournal journal, RequestDetails details, Clock clock) {
        this.access = access;
        this.journal = journal;
        this.details = details;
        this.clock = clock;
    }

    @POST
    @PermitAll
    @Transactional
    @Operation(summary = "Take a request back, as long as it is not being carried out")
    @APIResponse(responseCode = "200", description = "Closed as withdrawn")
    @APIResponse(responseCode = "409", description = "Not possible any more (illegal-step)")
    public RestResponse<RequestDetail> withdraw(
            @RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token) {
        RequestFile file = access.lockForPerson(id, token);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        file.withdraw(now);
        journal.note(file, FactKind.WITHDRAWN, RequestJournal.SUBJECT, now, Map.of(), RequestEvents.withdrawn(file));
        journal.noteClosed(file, RequestJournal.SUBJECT, now);
        return details.answerToPerson(file);
    }
}
