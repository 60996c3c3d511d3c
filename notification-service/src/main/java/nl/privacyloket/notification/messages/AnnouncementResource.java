package nl.privacyloket.notification.messages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.notification.organisation.Announcement;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What is to be said about new versions of a policy. */
@Path("organisations/{organisation}/announcements")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Announcements")
public class AnnouncementResource {
    private final OrganisationRegister organisations;
    private final JtaTransactions transactions;
    private final StaffAccess access;

    AnnouncementResource(OrganisationRegister organisations, JtaTransactions transactions, StaffAccess access) {
        this.organisations = organisations;
        this.transactions = transactions;
        this.access = access;
    }

    /** Newest version first. */
    @GET
    @Operation(
            summary = "Announcements that came with versions of the policy, newest first",
            description = "They are kept and await subscribers: nobody has been sent one.")
    @APIResponse(responseCode = "200", description = "The announcements")
    @APIResponse(
            responseCode = "404",
            description = "No such organisation, or not one that the caller works for",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public List<Announcement> list(@RestPath String organisation) throws Exception {
        access.requireOrganisation(organisation);
        return transactions.inTransaction(connection -> organisations.announcements(connection, organisation));
    }
}
