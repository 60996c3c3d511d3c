package nl.privacyloket.retention.hold;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.retention.hold.HoldRegister.Placement;
import nl.privacyloket.retention.rule.WireName;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The holds of an organisation: what must stay for now, whatever a term or a request says. */
@Path("/organisations/{organisation}/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Holds")
public class HoldResource {
    private final HoldRegister register;
    private final Holds holds;
    private final HoldScopes scopes;
    private final HoldKeys keys;
    private final HoldFacts facts;
    private final HoldSettings settings;
    private final StaffAccess access;

    HoldResource(
            HoldRegister register,
            Holds holds,
            HoldScopes scopes,
            HoldKeys keys,
            HoldFacts facts,
            HoldSettings settings,
            StaffAccess access) {
        this.register = register;
        this.holds = holds;
        this.scopes = scopes;
        this.keys = keys;
        this.facts = facts;
        this.settings = settings;
        this.access = access;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Place a hold",
            description =
                    "From the answer in-force on, nothing that it keeps goes. It may take a few seconds, because commands"
                            + " that are about to commit are waited for. Who gets no answer sends the same again with the same"
                            + " Idempotency-Key: it is placed once, and the answer tells how it stands now.")
    @APIResponse(
            responseCode = "201",
            description = "In force",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Placed, and taking effect: look again at its Location until it is in force",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "A field is missing or malformed, names what is not there (unknown-hold-scope), or until has passed (hold-until-past)")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @APIResponse(
            responseCode = "422",
            description = "The Idempotency-Key was used for another hold (idempotency-key-reused)")
    public Response place(
            @RestPath String organisation,
            @HeaderParam("Idempotency-Key")
                    @Pattern(regexp = "[\\x21-\\x7e]{1,200}")
                    @Parameter(description = "Makes a repetition harmless: the same key and body place one hold")
                    String idempotencyKey,
            @NotNull @Valid HoldOrder order) {
        access.requireOrganisation(organisation);
        var actor = access.actor(organisation);
        var claim = idempotencyKey == null ? null : keys.claim(organisation, actor, idempotencyKey, order);
        var holdId = QuarkusTransaction.requiringNew().call(() -> {
            var earlier = claim == null ? Optional.<UUID>empty() : keys.earlier(claim);
            return earlier.orElseGet(() -> {
                var placed = register(organisation, actor, order);
                if (claim != null) {
                    keys.remember(claim, placed);
                }
                return placed;
            });
        });
        // Outside the transaction: who is about to commit waits for nothing here.
        register.awaitInForce(organisation, holdId, settings.patience());
        var standing = register.standing(organisation, holdId).orElseThrow();
        var view =
                HoldView.of(standing, holds.today(organisation), standing.row().hasEnded() ? null : order.note());
        return Response.status(standing.inFlight() > 0 ? Response.Status.ACCEPTED : Response.Status.CREATED)
                .location(URI.create("/organisations/" + organisation + "/holds/" + holdId))
                .entity(view)
                .build();
    }

    private UUID register(String organisation, String actor, HoldOrder order) {
        var today = holds.today(organisation);
        if (order.until() != null && order.until().isBefore(today)) {
            throw new ProblemException(400, "hold-until-past");
        }
        scopes.require(organisation, order.scope());
        var placement = new Placement(
                organisation,
                WireName.parse(HoldReason.class, order.reason()),
                order.note(),
                order.scope().persons(),
                order.scope().system(),
                order.scope().category(),
                order.until(),
                null);
        return register.place(actor, placement).get(0);
    }

    @GET
    @Operation(summary = "The holds of an organisation, the latest first")
    @APIResponse(responseCode = "200", description = "A page of them, without notes")
    @APIResponse(responseCode = "400", description = "There is no such reason (unknown-hold-reason)")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Page<HoldView> list(
            @RestPath String organisation,
            @Parameter(description = "Only those that have not ended") @QueryParam("current") @DefaultValue("false")
                    boolean current,
            @Parameter(description = "Only those for this reason") @QueryParam("reason") String reason,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size) {
        access.requireOrganisation(organisation);
        var today = holds.today(organisation);
        var found = register.page(organisation, current, reason(reason), page, size);
        return new Page<>(
                found.items().stream().map(hold -> HoldView.of(hold, today)).toList(),
                found.page(),
                found.size(),
                found.total());
    }

    private static HoldReason reason(String name) {
        try {
            return name == null ? null : WireName.parse(HoldReason.class, name);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "unknown-hold-reason");
        }
    }

    @GET
    @Path("/{hold}")
    @Operation(summary = "One hold, with its note; reading it is recorded")
    @APIResponse(
            responseCode = "200",
            description = "The hold",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    @APIResponse(responseCode = "404", description = "No such hold, or not the caller's")
    @Transactional
    public HoldView get(@RestPath String organisation, @RestPath UUID hold) {
        access.requireOrganisation(organisation);
        var standing = register.standing(organisation, hold).orElseThrow(() -> new ProblemException(404, "not-found"));
        facts.read(standing.row(), access.actor(organisation));
        return HoldView.of(standing, holds.today(organisation), register.note(standing.row()));
    }

    @DELETE
    @Path("/{hold}")
    @Operation(summary = "Lift a hold", description = "What it kept goes on by itself, if nothing else keeps it.")
    @APIResponse(responseCode = "204", description = "Lifted, now or before")
    @APIResponse(responseCode = "404", description = "No such hold, or not the caller's")
    @APIResponse(responseCode = "409", description = "It goes with its request and with nothing else (hold-of-request)")
    @Transactional
    public void lift(@RestPath String organisation, @RestPath UUID hold) {
        access.requireOrganisation(organisation);
        register.lift(organisation, hold, access.actor(organisation));
    }
}
