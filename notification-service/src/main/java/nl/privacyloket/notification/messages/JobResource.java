package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.notification.announcement.AnnouncementRegister;
import nl.privacyloket.notification.announcement.AnnouncementView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How far jobs are, for who started them. */
@Path("/jobs/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Jobs")
public class JobResource {
    private final AnnouncementRegister announcements;
    private final JtaTransactions transactions;
    private final StaffAccess access;

    JobResource(AnnouncementRegister announcements, JtaTransactions transactions, StaffAccess access) {
        this.announcements = announcements;
        this.transactions = transactions;
        this.access = access;
    }

    @GET
    @Operation(summary = "How far a job is, for who started it")
    @APIResponse(responseCode = "200", description = "Progress")
    @APIResponse(
            responseCode = "404",
            description = "No such job, or somebody else started it (not-found)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public JobView job(@RestPath UUID id) throws Exception {
        return transactions.inTransaction(connection -> {
            // A pseudonym is of one organisation: who works for several has one at each.
            for (String organisation : access.organisations()) {
                Optional<AnnouncementView> mine =
                        announcements.findStartedBy(connection, organisation, access.actor(organisation), id);
                if (mine.isPresent()) {
                    return JobView.of(mine.get());
                }
            }
            throw new ProblemException(404, "not-found");
        });
    }
}
