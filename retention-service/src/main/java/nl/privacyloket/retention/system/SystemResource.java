package nl.privacyloket.retention.system;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The data systems of an organisation. */
@Path("/organisations/{organisation}/systems")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Data systems")
public class SystemResource {

    private final SystemRegister register;
    private final StaffAccess access;

    SystemResource(SystemRegister register, StaffAccess access) {
        this.register = register;
        this.access = access;
    }

    @GET
    @Operation(summary = "The data systems of an organisation, by id")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Page<SystemView> list(
            @RestPath String organisation,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size) {
        access.requireOrganisation(organisation);
        return register.page(organisation, page, size);
    }

    @GET
    @Path("/{system}")
    @Operation(summary = "One data system")
    @APIResponse(
            responseCode = "200",
            description = "With its version as ETag",
            content = @Content(schema = @Schema(implementation = SystemView.class)))
    @APIResponse(responseCode = "404", description = "No such system, or not the caller's")
    @Transactional
    public Response get(@RestPath String organisation, @RestPath String system) {
        access.requireOrganisation(organisation);
        var view = register.find(organisation, system).orElseThrow(() -> new ProblemException(404, "not-found"));
        return Response.ok(view).tag(tag(view)).build();
    }

    /**
     * Registers a system or changes its registration. Its command topic is created as soon as Kafka is there.
     *
     * @param ifMatch version that the caller has seen, as the ETag that it got; without it the change is not conditional
     */
    @PUT
    @Path("/{system}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register a data system, or change its registration")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = SystemView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = SystemView.class)))
    @APIResponse(responseCode = "400", description = "A field is missing or malformed")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @APIResponse(
            responseCode = "409",
            description = "The id is taken (system-id-taken); ids are unique over all organisations")
    @APIResponse(responseCode = "412", description = "It was changed since the version in If-Match")
    @Transactional
    public Response put(
            @RestPath String organisation,
            @RestPath @Pattern(regexp = "[a-z][a-z0-9-]{0,62}") String system,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @Valid SystemRegistration registration) {
        access.requireOrganisation(organisation);
        var outcome = register.put(organisation, system, ifMatch, registration, access.actor(organisation));
        return Response.status(outcome.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(outcome.system())
                .tag(tag(outcome.system()))
                .build();
    }

    private static String tag(SystemView view) {
        return Integer.toString(view.version());
    }
}
