package nl.privacyloket.retention.restore;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.retention.job.JobView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** A system that was restored from a backup holds again what had been erased since. */
@Path("/organisations/{organisation}/systems/{system}/restores")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Restores")
public class RestoreResource {

    private final Restores restores;
    private final StaffAccess access;

    RestoreResource(Restores restores, StaffAccess access) {
        this.restores = restores;
        this.access = access;
    }

    /** What was restored. */
    @Schema(name = "Restore")
    record Restore(
            @Schema(
                    description = "The moment whose state the system has again: that of the backup",
                    examples = "2026-11-20T03:00:00Z")
            @NotNull
            Instant restoredTo,

            @Schema(
                    nullable = true,
                    description = "Whether to repeat once more what was repeated after a restore to that moment or an"
                            + " earlier one: the system was restored once more. It erases who came back since, too")
            Boolean again) {}

    @POST
    @Operation(
            summary = "Repeat what was erased since the backup that a system was restored from",
            description = "In the order in which it was erased, one at a time; each is verified. The same restore told"
                    + " again while it is repeated is the same job. After that it is refused, unless `again` says that"
                    + " the system was restored once more: persons who came back since would be erased too.")
    @APIResponse(
            responseCode = "202",
            description = "The job; its address is in Location",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The moment is missing, malformed, or has yet to come (restored-in-future)")
    @APIResponse(responseCode = "404", description = "No such system, or not the caller's")
    @APIResponse(
            responseCode = "409",
            description =
                    "Another restore of the system is being repeated (restore-running), this one or a later one has"
                            + " been (already-restored), or the backup is older than backups are kept"
                            + " (restored-too-far-back)")
    @Transactional
    public Response restored(@RestPath String organisation, @RestPath String system, @NotNull @Valid Restore restore) {
        access.requireOrganisation(organisation);
        var job = restores.restored(
                organisation,
                system,
                restore.restoredTo().truncatedTo(ChronoUnit.MICROS),
                Boolean.TRUE.equals(restore.again()),
                access.actor(organisation));
        return Response.accepted(job).location(URI.create("/jobs/" + job.id())).build();
    }
}
