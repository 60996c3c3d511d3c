package nl.privacyloket.connector.operations;

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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.deadletter.DeadLetterReplay;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Commands that could not be carried out: seen, replayed, removed by operators. A dead letter belongs to the organisation of
 * the data system whose topic it came by, whatever the record itself says.
 */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Operations")
public class DeadLetterResource {
    private final Connector connector;
    private final StaffAccess access;
    private final SystemActors actors;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    DeadLetterResource(Connector connector, StaffAccess access, SystemActors actors, Clock clock) {
        this.actors = actors;
        this.clock = clock;
        this.connector = connector;
        this.access = access;
    }

    /** Oldest first, of every data system of the caller's organisations. */
    @GET
    @Operation(summary = "Commands that were set aside, without their content")
    public Page<SystemDeadLetter> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size)
            throws SQLException {
        List<SystemDeadLetter> letters = new ArrayList<>();
        long total = 0;
        for (ConnectedSystem system : visible()) {
            try (Connection connection = system.dataSource().getConnection()) {
                List<String> organisations = organisations(connection);
                total += system.deadLetters().count(connection, organisations);
                // Any of them may be on the page that is asked for: the systems' lists meet only here.
                system.deadLetters()
                        .list(connection, organisations, 0, (page + 1) * size)
                        .forEach(letter ->
                                letters.add(SystemDeadLetter.of(system.mapping().system(), letter)));
            }
        }
        List<SystemDeadLetter> items = letters.stream()
                .sorted(Comparator.comparing(SystemDeadLetter::parkedAt).thenComparing(SystemDeadLetter::id))
                .skip((long) page * size)
                .limit(size)
                .toList();
        return new Page<>(items, page, size, total);
    }

    private List<ConnectedSystem> visible() {
        return connector.systems().stream()
                .filter(system -> system.state().kind() == Kind.RUNNING)
                .filter(system -> access.worksFor(system.mapping().organisation()))
                .toList();
    }

    /** Whatever organisations the records say they belong to. */
    private static List<String> organisations(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT DISTINCT organisation FROM dead_letter WHERE organisation IS NOT NULL");
                ResultSet rows = query.executeQuery()) {
            List<String> organisations = new ArrayList<>();
            while (rows.next()) {
                organisations.add(rows.getString(1));
            }
            return organisations;
        }
    }

    /** Carries one out again and removes it; when that fails it stays. */
    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Carry out a dead letter once more")
    @APIResponse(responseCode = "204", description = "Carried out and removed")
    @APIResponse(responseCode = "404", description = "No such dead letter")
    @APIResponse(responseCode = "409", description = "It cannot be carried out yet; it stays (replay-failed)")
    public void replay(@RestPath UUID id) throws Exception {
        for (ConnectedSystem system : visible()) {
            DeadLetterReplay replay = new DeadLetterReplay(system.deadLetters(), system.handlers());
            try {
                boolean replayed = system.transactions().inTransaction(connection -> {
                    boolean found = replay.replay(connection, id);
                    if (found) {
                        record(connection, system, id, "dead-letter.replayed", "done");
                    }
                    return found;
                });
                if (replayed) {
                    return;
                }
            } catch (Exception e) {
                system.transactions().inTransaction(connection -> {
                    record(connection, system, id, "dead-letter.replayed", "failed");
                    return null;
                });
                throw new ProblemException(
                        409, "replay-failed", Map.of("fault", e.getClass().getSimpleName()));
            }
        }
        throw new ProblemException(404, "not-found");
    }

    /** Gives one up. */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a dead letter that is not to be carried out")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "No such dead letter")
    public void remove(@RestPath UUID id) throws Exception {
        for (ConnectedSystem system : visible()) {
            boolean removed = system.transactions().inTransaction(connection -> {
                boolean found = system.deadLetters().remove(connection, id);
                if (found) {
                    record(connection, system, id, "dead-letter.removed", "done");
                }
                return found;
            });
            if (removed) {
                return;
            }
        }
        throw new ProblemException(404, "not-found");
    }

    private void record(Connection connection, ConnectedSystem system, UUID id, String action, String outcome)
            throws SQLException {
        String organisation = system.mapping().organisation();
        audit.append(
                connection,
                List.of(new AuditEntry(
                        clock.instant(),
                        organisation,
                        actors.of(connection, system, access.subject()),
                        action,
                        "dead-letter",
                        id.toString(),
                        outcome,
                        null)));
    }
}
