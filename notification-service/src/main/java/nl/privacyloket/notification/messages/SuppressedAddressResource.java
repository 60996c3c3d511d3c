package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.correspondence.MailAddress;
import nl.privacyloket.notification.suppression.SuppressedAddresses;
import nl.privacyloket.notification.suppression.SuppressedAddresses.Entry;
import nl.privacyloket.notification.suppression.SuppressedAddresses.Reason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** The addresses that an organisation sends nothing to. Which they are cannot be read here: only hashes are kept. */
@Path("organisations/{organisation}/suppressed-addresses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CASE_HANDLER)
@Tag(name = "Suppressed addresses")
public class SuppressedAddressResource {
    private final SuppressedAddresses suppressed;
    private final JtaTransactions transactions;
    private final StaffAccess access;
    private final Clock clock;

    SuppressedAddressResource(
            SuppressedAddresses suppressed, JtaTransactions transactions, StaffAccess access, Clock clock) {
        this.suppressed = suppressed;
        this.transactions = transactions;
        this.access = access;
        this.clock = clock;
    }

    /**
     * An address that is to get nothing.
     *
     * @param reason {@code bounced} or {@code unwanted}
     */
    @Schema(name = "AddressToSuppress")
    public record Order(
            @Schema(examples = "saskia@example.org", required = true) @NotNull @Size(min = 1, max = 254)
            String email,

            @Schema(
                    enumeration = {"bounced", "unwanted"},
                    required = true)
            @NotNull
            @Pattern(regexp = "bounced|unwanted")
            String reason) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Order[" + reason + "]";
        }
    }

    /** Latest first. */
    @GET
    @Operation(
            summary = "Addresses that nothing is sent to, latest first",
            description = "Why and since when; the addresses themselves are not kept. Each is let go of after a year.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Page<Entry> list(
            @RestPath String organisation,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size)
            throws Exception {
        access.requireOrganisation(organisation);
        return transactions.inTransaction(connection -> new Page<>(
                suppressed.list(connection, organisation, page, size),
                page,
                size,
                suppressed.count(connection, organisation)));
    }

    /** Sends nothing there from now on. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send nothing to an address from now on",
            description =
                    "Also no answer to a request; staff hear of each message that is not sent, and can send it all"
                            + " the same. Of an address that is suppressed already, the time begins anew.")
    @APIResponse(
            responseCode = "200",
            description = "It is suppressed",
            content = @Content(schema = @Schema(implementation = Entry.class)))
    @APIResponse(
            responseCode = "400",
            description = "The address is none (not-an-email-address), or the reason is not known (invalid-input)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Entry suppress(@RestPath String organisation, @Valid @NotNull Order order) throws Exception {
        access.requireOrganisation(organisation);
        String address = MailAddress.of(order.email())
                .orElseThrow(() -> new ProblemException(400, "not-an-email-address", Map.of("field", "email")));
        Reason reason = Reason.of(order.reason()).orElseThrow();
        return transactions.inTransaction(connection -> suppressed.suppress(
                connection,
                organisation,
                suppressed.hash(organisation, address),
                reason,
                null,
                access.actor(organisation),
                clock.instant()));
    }

    /** Sends there again. */
    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @Operation(summary = "Let mail go to an address again", description = "What was not sent meanwhile stays as it is.")
    @APIResponse(responseCode = "204", description = "Mail goes there again")
    @APIResponse(
            responseCode = "404",
            description = "No such entry, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public void release(@RestPath String organisation, @RestPath UUID id) throws Exception {
        access.requireOrganisation(organisation);
        boolean released = transactions.inTransaction(connection ->
                suppressed.release(connection, organisation, id, access.actor(organisation), clock.instant()));
        if (!released) {
            throw new ProblemException(404, "not-found");
        }
    }
}
