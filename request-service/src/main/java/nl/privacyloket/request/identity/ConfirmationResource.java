package nl.privacyloket.request.identity;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
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

/** The person confirms the mail address. */
@Path("/requests/{id}/confirmation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class ConfirmationResource {

    private final RequestAccess access;
    private final Identification identification;
    private final RequestDetails details;
    private final RefusedAccess refused;

    ConfirmationResource(
            RequestAccess access, Identification identification, RequestDetails details, RefusedAccess refused) {
        this.refused = refused;
        this.access = access;
        this.identification = identification;
        this.details = details;
    }

    /** @param code the digits from the confirmation mail */
    @Schema(name = "Confirmation")
    public record Body(
            @NotNull @Pattern(regexp = "\\d{6,8}") String code) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    private record Answer(Identification.CodeResult result, RequestDetail detail, String organisation) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @SmallBody
    @Operation(summary = "Confirm the mail address with the code from the mail")
    @APIResponse(responseCode = "200", description = "Confirmed, now or before with the same code")
    @APIResponse(
            responseCode = "409",
            description =
                    "Not possible any more (illegal-step), or locked after too many wrong codes (confirmation-locked)")
    @APIResponse(responseCode = "422", description = "Wrong code (wrong-code)")
    public RequestDetail confirm(
            @RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token, @NotNull @Valid Body body) {
        Answer answer = QuarkusTransaction.requiringNew().call(() -> {
            RequestFile file = access.lockCombinationForPerson(id, token);
            Identification.CodeResult result = identification.confirm(file, body.code());
            return new Answer(result, details.forPerson(file), file.organisation());
        });
        if (answer.result() == Identification.CodeResult.LOCKED) {
            refused.ofRequest("confirmation-locked", answer.organisation(), id);
            throw new ProblemException(409, "confirmation-locked");
        }
        if (answer.result() == Identification.CodeResult.WRONG) {
            refused.ofRequest("wrong-code", answer.organisation(), id);
            throw new ProblemException(422, "wrong-code");
        }
        return answer.detail();
    }
}
