package nl.privacyloket.kit.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This service's audit log, for those who do not read the topic. */
@Path("/audit/entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.COMPLIANCE)
@Tag(name = "Compliance")
public class AuditResource {
    private static final int MOST = 1_000;

    private final AuditReader audit;
    private final StaffAccess access;

    AuditResource(AuditReader audit, StaffAccess access) {
        this.audit = audit;
        this.access = access;
    }

    /**
     * Part of the log.
     *
     * @param entries of the caller's organisations, in the order of the log; places between them belong to others
     * @param size entries in the whole log: one more than the last index
     */
    public record AuditEntries(List<AuditRecord> entries, long size) {}

    @GET
    @Operation(
            summary =
                    "The caller's organisations' entries by their place in the log, both ends included; at most 1,000 places at a time")
    public AuditEntries read(
            @QueryParam("from") @DefaultValue("0") @Min(0) @Parameter(description = "First index, from 0") long from,
            @QueryParam("to") @Parameter(description = "Last index; without it, 999 further") Long to)
            throws SQLException {
        long furthest = from > Long.MAX_VALUE - MOST ? Long.MAX_VALUE : from + MOST - 1;
        long last = to == null ? furthest : Math.min(to, furthest);
        return new AuditEntries(audit.read(from, last, access.organisations()), audit.size());
    }
}
