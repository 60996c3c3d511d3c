package nl.privacyloket.kit.deadletter;

import io.quarkus.arc.All;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.messaging.TakenFacts;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.deadletter.DeadLetter;
import nl.privacyloket.messaging.deadletter.DeadLetterReplay;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.EventHandler;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Events that could not be handled: seen, replayed, removed by operators. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Operations")
public class DeadLetterResource {
    private final DeadLetters deadLetters;
    private final DeadLetterReplay replay;
    private final JtaTransactions transactions;
    private final StaffAccess access;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    DeadLetterResource(
            DeadLetters deadLetters,
            @All List<EventHandler> handlers,
            TakenFacts taken,
            JtaTransactions transactions,
            StaffAccess access,
            Clock clock) {
        this.deadLetters = deadLetters;
        this.replay = new DeadLetterReplay(deadLetters, taken.noting(handlers));
        this.transactions = transactions;
        this.access = access;
        this.clock = clock;
    }

    /** Oldest first. */
    @GET
    @Operation(summary = "Events that were set aside, without their content")
    public Page<DeadLetter> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size)
            throws Exception {
        Set<String> organisations = access.organisations();
        return transactions.inTransaction(connection -> new Page<>(
                deadLetters.list(connection, organisations, page, size),
                page,
                size,
                deadLetters.count(connection, organisations)));
    }

    /** Handles one again and removes it; when that fails it stays. */
    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Handle a dead letter once more")
    @APIResponse(responseCode = "204", description = "Handled and removed")
    @APIResponse(responseCode = "404", description = "No such dead letter")
    @APIResponse(responseCode = "409", description = "It cannot be handled yet; it stays (replay-failed)")
    public void replay(@RestPath UUID id) throws Exception {
        try {
            transactions.inTransaction(connection -> {
                DeadLetter letter = requireVisible(connection, id);
                replay.replay(connection, id);
                record(connection, letter, "dead-letter.replayed");
                return null;
            });
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            throw new ProblemException(
                    409, "replay-failed", Map.of("fault", e.getClass().getSimpleName()));
        }
    }

    /** Gives one up. */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a dead letter that is not to be handled")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "No such dead letter")
    public void remove(@RestPath UUID id) throws Exception {
        transactions.inTransaction(connection -> {
            DeadLetter letter = requireVisible(connection, id);
            deadLetters.remove(connection, id);
            record(connection, letter, "dead-letter.removed");
            return null;
        });
    }

    private DeadLetter requireVisible(Connection connection, UUID id) throws Exception {
        return deadLetters
                .find(connection, id)
                .filter(letter -> letter.organisation() == null || access.worksFor(letter.organisation()))
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private void record(Connection connection, DeadLetter letter, String action) throws Exception {
        String organisation = access.ownOrganisation(letter.organisation());
        audit.append(
                connection,
                List.of(new AuditEntry(
                        clock.instant(),
                        organisation,
                        access.actor(organisation),
                        action,
                        "dead-letter",
                        letter.id().toString(),
                        "done",
                        null)));
    }
}
