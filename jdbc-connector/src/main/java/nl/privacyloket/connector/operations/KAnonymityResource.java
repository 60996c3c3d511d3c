package nl.privacyloket.connector.operations;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.report.KAnonymity;
import nl.privacyloket.connector.report.KAnonymityReport;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Tells how far anonymised rows can still be told apart: a report to judge by, not a promise. */
@Path("/systems/{system}/k-anonymity")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Operations")
public class KAnonymityResource {
    private final Connector connector;
    private final StaffAccess access;
    private final SystemActors actors;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    KAnonymityResource(Connector connector, StaffAccess access, SystemActors actors, Clock clock) {
        this.connector = connector;
        this.access = access;
        this.actors = actors;
        this.clock = clock;
    }

    /** Counts of one mapped table; no value of any row. */
    @GET
    @Operation(summary = "How many rows share their combination of values in some columns with fewer than k others")
    @APIResponse(responseCode = "200", description = "Counts, without any value")
    @APIResponse(
            responseCode = "400",
            description =
                    "No such table is mapped (table-not-mapped), it has no such column (column-unknown), or a parameter is not"
                            + " right (invalid-input)")
    @APIResponse(responseCode = "404", description = "No such system")
    @APIResponse(responseCode = "503", description = "The system is not served at the moment (system-not-served)")
    public KAnonymity report(
            @RestPath String system,
            @QueryParam("table") @NotBlank String table,
            @QueryParam("columns") @NotBlank String columns,
            @QueryParam("k") @DefaultValue("5") @Min(2) @Max(10_000) int k)
            throws Exception {
        ConnectedSystem connected = connector.systems().stream()
                .filter(one -> one.mapping().system().equals(system))
                .filter(one -> access.worksFor(one.mapping().organisation()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "not-found"));
        FittedMapping fitted = connected.fitted().orElseThrow(() -> new ProblemException(503, "system-not-served"));
        KAnonymityReport report = new KAnonymityReport(fitted);
        MappedTable mapped = report.table(table)
                .orElseThrow(() -> new ProblemException(400, "table-not-mapped", Map.of("table", table)));
        List<String> names =
                Arrays.stream(columns.split(",")).map(String::strip).toList();
        List<String> unknown = report.unknown(mapped, names);
        if (!unknown.isEmpty()) {
            throw new ProblemException(400, "column-unknown", Map.of("column", unknown.get(0), "table", table));
        }
        return connected.transactions().inTransaction(connection -> {
            KAnonymity counts = report.read(connection, mapped, names, k);
            noteRead(connection, connected);
            return counts;
        });
    }

    /** Counts over personal data were seen; which, the caller chose. */
    private void noteRead(Connection connection, ConnectedSystem system) throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(
                        clock.instant(),
                        system.mapping().organisation(),
                        actors.of(connection, system, access.subject()),
                        "k-anonymity.read",
                        "system",
                        system.mapping().system(),
                        "done",
                        null)));
    }
}
