package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.announcement.AnnouncementEngine;
import nl.privacyloket.notification.announcement.AnnouncementRegister;
import nl.privacyloket.notification.announcement.AnnouncementRegister.Order;
import nl.privacyloket.notification.announcement.AnnouncementView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What an organisation tells all of its subscribers. */
@Path("organisations/{organisation}/announcements")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Announcements")
public class AnnouncementResource {
    private final AnnouncementRegister announcements;
    private final AnnouncementOrders orders;
    private final AnnouncementEngine engine;
    private final JtaTransactions transactions;
    private final StaffAccess access;
    private final Clock clock;

    AnnouncementResource(
            AnnouncementRegister announcements,
            AnnouncementOrders orders,
            AnnouncementEngine engine,
            JtaTransactions transactions,
            StaffAccess access,
            Clock clock) {
        this.announcements = announcements;
        this.orders = orders;
        this.engine = engine;
        this.transactions = transactions;
        this.access = access;
        this.clock = clock;
    }

    /** Starts one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Write to all subscribers of a purpose, or to all about a change of the statement",
            description =
                    "It goes to who is a subscriber now, one mail to each address. Whoever unsubscribes, objects or"
                            + " is erased while it runs gets none any more.")
    @APIResponse(
            responseCode = "202",
            description = "It runs; Location is the job that tells how far it is",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "400",
            description = "Something is missing or malformed (invalid-input, unknown-announcement-kind,"
                    + " announcement-purpose-missing), is not in the current policy (announcement-purpose-unknown,"
                    + " announcement-languages), does not go with the kind (announcement-purpose-not-wanted), or is more than"
                    + " the service sends (announcement-too-fast)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The same was announced within a day and no Idempotency-Key says that this is another"
                    + " (announcement-repeated); or no policy of the organisation is known here yet"
                    + " (announcement-without-policy)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = "The Idempotency-Key was used for another announcement (idempotency-key-reused)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response start(
            @RestPath String organisation,
            @HeaderParam("Idempotency-Key")
                    @Size(min = 1, max = 200)
                    @Parameter(description = "The same key starts the same announcement no second time")
                    String key,
            @NotNull @Valid AnnouncementBody body)
            throws Exception {
        access.requireOrganisation(organisation);
        AnnouncementView started = transactions.inTransaction(
                connection -> orders.start(connection, organisation, access.actor(organisation), key, body));
        engine.wake();
        return Response.accepted(JobView.of(started))
                .location(URI.create("/jobs/" + started.id()))
                .build();
    }

    /** Newest first. */
    @GET
    @Operation(summary = "Announcements of an organisation, newest first")
    @APIResponse(responseCode = "200", description = "A page of announcements")
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Page<AnnouncementView> list(
            @RestPath String organisation,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size)
            throws Exception {
        access.requireOrganisation(organisation);
        return transactions.inTransaction(connection -> new Page<>(
                announcements.list(connection, organisation, page, size),
                page,
                size,
                announcements.count(connection, organisation)));
    }

    /** How far one is. */
    @GET
    @Path("{id}")
    @Operation(summary = "How far an announcement is, and what it says")
    @APIResponse(responseCode = "200", description = "The announcement")
    @APIResponse(
            responseCode = "404",
            description = "No such announcement, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AnnouncementView find(@RestPath String organisation, @RestPath UUID id) throws Exception {
        access.requireOrganisation(organisation);
        return transactions.inTransaction(connection -> found(connection, organisation, id));
    }

    /** Lets nothing further go. */
    @POST
    @Path("{id}/pause")
    @Operation(
            summary = "Pause an announcement",
            description = "Nothing further is taken to be sent; the few mails that a mail server is being given go.")
    @APIResponse(responseCode = "200", description = "It is paused")
    @APIResponse(
            responseCode = "404",
            description = "No such announcement, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "It has ended (announcement-ended)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AnnouncementView pause(@RestPath String organisation, @RestPath UUID id) throws Exception {
        return steer(organisation, id, announcements::pause);
    }

    /** Goes on. */
    @POST
    @Path("{id}/resume")
    @Operation(summary = "Let a paused announcement go on where it was")
    @APIResponse(responseCode = "200", description = "It runs")
    @APIResponse(
            responseCode = "404",
            description = "No such announcement, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "It has ended (announcement-ended)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AnnouncementView resume(@RestPath String organisation, @RestPath UUID id) throws Exception {
        AnnouncementView resumed = steer(organisation, id, announcements::resume);
        engine.wake();
        return resumed;
    }

    /** Ends it. */
    @POST
    @Path("{id}/cancel")
    @Operation(summary = "End an announcement for good", description = "Who was not reached yet is not written to.")
    @APIResponse(responseCode = "200", description = "It is cancelled")
    @APIResponse(
            responseCode = "404",
            description = "No such announcement, or not of an organisation that the caller works for (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "It was completed (announcement-ended)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AnnouncementView cancel(@RestPath String organisation, @RestPath UUID id) throws Exception {
        return steer(organisation, id, announcements::cancel);
    }

    private interface Steering {
        Order steer(Connection connection, String organisation, UUID id, String actor, Instant now) throws SQLException;
    }

    private AnnouncementView steer(String organisation, UUID id, Steering steering) throws Exception {
        access.requireOrganisation(organisation);
        return transactions.inTransaction(connection -> {
            Order order = steering.steer(connection, organisation, id, access.actor(organisation), clock.instant());
            if (order == Order.ENDED) {
                throw new ProblemException(409, "announcement-ended");
            }
            return found(connection, organisation, id);
        });
    }

    private AnnouncementView found(Connection connection, String organisation, UUID id) throws SQLException {
        return announcements
                .find(connection, organisation, id)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }
}
