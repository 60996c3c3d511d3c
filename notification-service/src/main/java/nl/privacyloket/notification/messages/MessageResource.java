package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import nl.privacyloket.notification.queue.MessageRegister;
import nl.privacyloket.notification.queue.MessageRegister.Resend;
import nl.privacyloket.notification.queue.MessageState;
import nl.privacyloket.notification.queue.MessageView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The messages of an organisation, as its case handlers see them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CASE_HANDLER)
@Tag(name = "Messages")
public class MessageResource {
    private final MessageRegister messages;
    private final JtaTransactions transactions;
    private final DeliveryWorker worker;
    private final StaffAccess access;
    private final Clock clock;

    MessageResource(
            MessageRegister messages,
            JtaTransactions transactions,
            DeliveryWorker worker,
            StaffAccess access,
            Clock clock) {
        this.messages = messages;
        this.transactions = transactions;
        this.worker = worker;
        this.access = access;
        this.clock = clock;
    }

    /** Newest first. */
    @GET
    @Path("organisations/{organisation}/messages")
    @Operation(
            summary = "Messages of an organisation, newest first",
            description =
                    "Their kind, channel, state, attempts and why they failed; neither addresses nor what they say.")
    @APIResponse(responseCode = "200", description = "A page of messages")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is not what it should be (unknown-message-state, not-a-request-id)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Page<MessageView> list(
            @RestPath String organisation,
            @QueryParam("requestId")
                    @Parameter(
                            description = "Only messages about this request",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String requestId,
            @QueryParam("state")
                    @Parameter(
                            description = "Only messages in this state",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "queued",
                                                "to-print",
                                                "sending",
                                                "sent",
                                                "failed",
                                                "withdrawn"
                                            }))
                    String state,
            @QueryParam("kind")
                    @Pattern(regexp = "[a-z-]{1,40}")
                    @Parameter(description = "Only messages of this kind, such as decision")
                    String kind,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size)
            throws Exception {
        access.requireOrganisation(organisation);
        UUID request = requestId == null ? null : uuid(requestId);
        MessageState inState = state == null
                ? null
                : MessageState.of(state)
                        .orElseThrow(() -> new ProblemException(400, "unknown-message-state", Map.of()));
        MessageRegister.Wanted wanted = new MessageRegister.Wanted(request, inState, kind);
        return transactions.inTransaction(connection -> new Page<>(
                messages.list(connection, organisation, wanted, page, size),
                page,
                size,
                messages.count(connection, organisation, wanted)));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "not-a-request-id", Map.of());
        }
    }

    /** Sends one again that was sent or failed. */
    @POST
    @Path("messages/{id}/resend")
    @Operation(
            summary = "Send a message again",
            description =
                    "For one that was sent or failed, while the person's address and the content are still known.")
    @APIResponse(
            responseCode = "202",
            description = "Queued, or to be printed, again",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such message, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It is still on its way (message-on-its-way), or the address or the content are no longer known"
                            + " (message-gone)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response resend(@RestPath UUID id) throws Exception {
        MessageView queued = transactions.inTransaction(connection -> {
            String organisation = messages.organisationOf(connection, id)
                    .filter(access::worksFor)
                    .orElseThrow(() -> new ProblemException(404, "not-found"));
            Resend resend = messages.resend(connection, id, access.actor(organisation), clock.instant());
            if (resend == Resend.ON_ITS_WAY) {
                throw new ProblemException(409, "message-on-its-way");
            } else if (resend == Resend.GONE) {
                throw new ProblemException(409, "message-gone");
            }
            return messages.find(connection, id).orElseThrow();
        });
        worker.wake();
        return Response.accepted(queued).build();
    }
}
