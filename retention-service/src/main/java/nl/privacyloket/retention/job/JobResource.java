package nl.privacyloket.retention.job;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How far jobs are, for who started them. */
@Path("/jobs/{jobId}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Jobs")
public class JobResource {

    private final Jobs jobs;
    private final StaffAccess access;

    JobResource(Jobs jobs, StaffAccess access) {
        this.jobs = jobs;
        this.access = access;
    }

    @GET
    @Operation(summary = "How far a job is, for who started it")
    @APIResponse(responseCode = "200", description = "Progress and failures")
    @APIResponse(responseCode = "404", description = "No such job, or somebody else started it (not-found)")
    @Transactional
    public JobView job(@RestPath UUID jobId) {
        // A pseudonym is of one organisation: who works for several has one at each.
        return access.organisations().stream()
                .flatMap(organisation -> jobs.find(jobId, List.of(organisation), access.actor(organisation)).stream())
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }
}
