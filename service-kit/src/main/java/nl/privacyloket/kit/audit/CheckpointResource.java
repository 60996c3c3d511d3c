package nl.privacyloket.kit.audit;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AlteredEntryException;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditState;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.audit.InclusionAnswer;
import nl.privacyloket.messaging.audit.StoredCheckpoint;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.Hash;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What shows that this service's audit log is complete and unaltered (RFC 6962, C2SP tlog-checkpoint; ADR 0019). */
@Path("/audit")
@Tag(name = "Compliance")
public class CheckpointResource {
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final AuditReader audit;
    private final CheckpointSettings signing;

    CheckpointResource(AuditReader audit, CheckpointSettings signing) {
        this.audit = audit;
        this.signing = signing;
    }

    /**
     * That one entry is in the log (RFC 9162, 2.1.3), or that the log of one size begins with that of another (2.1.4).
     *
     * @param index place of the entry; null in a proof between two sizes
     * @param size of the log for whose root hash the proof is; null in a proof between two sizes
     * @param leafHash hash of the entry, base64; null in a proof between two sizes
     * @param from the earlier size; null in a proof of one entry
     * @param to the later size; null in a proof of one entry
     * @param hashes those beside the way to the root, from below, base64
     */
    public record AuditProof(Long index, Long size, String leafHash, Long from, Long to, List<String> hashes) {}

    @GET
    @Path("/checkpoint")
    @Produces(TEXT)
    @RolesAllowed(Roles.COMPLIANCE)
    @Operation(
            operationId = "readAuditCheckpoint",
            summary = "The last checkpoint of the log: its size and root hash, signed",
            description =
                    "C2SP tlog-checkpoint in a signed note. Each key signs twice: the text, and the text with the time.")
    @APIResponse(
            responseCode = "200",
            description = "The signed note",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "The checkpoint is still the one of the entity tag")
    @APIResponse(responseCode = "404", description = "Nothing was signed yet: audit-not-signed-yet")
    public Response checkpoint(@Context Request request) throws SQLException {
        StoredCheckpoint last = last(audit.state());
        EntityTag tag = new EntityTag(last.size() + "-" + last.signedAt().getEpochSecond());
        CacheControl always = new CacheControl();
        always.setNoCache(true);
        ResponseBuilder condition = request.evaluatePreconditions(tag);
        // If-Match is for those who change something. Nobody does here, so it asks for nothing.
        boolean unchanged = condition != null && condition.build().getStatus() == 304;
        ResponseBuilder answer = unchanged ? condition : Response.ok(last.note(), TEXT);
        return answer.tag(tag).cacheControl(always).build();
    }

    private static StoredCheckpoint last(AuditState state) {
        if (state.checkpoint() == null) {
            throw new ProblemException(404, "audit-not-signed-yet");
        }
        return state.checkpoint();
    }

    @GET
    @Path("/keys")
    @Produces(TEXT)
    @PermitAll
    @Operation(
            operationId = "readAuditKeys",
            summary = "The public keys of the checkpoints, a line each; the one in use first",
            description =
                    "As C2SP signed-note writes them. Compare them with those that the operator handed out: a log that hands out its own key convinces nobody.")
    @APIResponse(
            responseCode = "200",
            description = "The keys",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public String keys() {
        return signing.known().stream()
                .map(CheckpointVerifier::verifierKey)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @GET
    @Path("/proof")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.COMPLIANCE)
    @Operation(
            operationId = "proveAuditLog",
            summary = "Proof that an entry is in the log, or that the log only grew",
            description =
                    "Ask with `index` and `size` for one entry, with `from` and `to` for two sizes. Without `size` or `to` it is the size of the last checkpoint.")
    @APIResponse(responseCode = "200", description = "The proof")
    @APIResponse(responseCode = "400", description = "The question is not one of the two: audit-proof-of-what")
    @APIResponse(
            responseCode = "404",
            description =
                    "The log is not that large: audit-log-smaller; or nothing was signed yet: audit-not-signed-yet")
    @APIResponse(
            responseCode = "409",
            description = "What is stored of the entry is not what was hashed: audit-entry-altered")
    public AuditProof proof(
            @QueryParam("index") @Min(0) @Parameter(description = "Place of the entry, from 0") Long index,
            @QueryParam("size") @Min(0) @Parameter(description = "Size of the log for whose root hash the proof is")
                    Long size,
            @QueryParam("from") @Min(0) @Parameter(description = "The earlier size") Long from,
            @QueryParam("to") @Min(0) @Parameter(description = "The later size") Long to)
            throws SQLException {
        boolean inclusion = index != null && from == null && to == null;
        boolean consistency = from != null && index == null && size == null;
        if (!inclusion && !consistency) {
            throw new ProblemException(400, "audit-proof-of-what");
        }
        AuditState state = audit.state();
        return inclusion ? inclusion(index, size, state) : consistency(from, to, state);
    }

    private AuditProof inclusion(long index, Long size, AuditState state) throws SQLException {
        long tree = size == null ? last(state).size() : size;
        requireSize(state, tree);
        if (index >= tree) {
            throw new ProblemException(404, "audit-log-smaller", Map.of("size", tree));
        }
        try {
            InclusionAnswer answer = audit.inclusion(index, tree);
            return new AuditProof(index, tree, answer.leaf().base64(), null, null, written(answer.hashes()));
        } catch (AlteredEntryException e) {
            throw altered(e);
        }
    }

    private static ProblemException altered(AlteredEntryException altered) {
        return new ProblemException(409, "audit-entry-altered", Map.of("index", altered.index()));
    }

    private AuditProof consistency(long from, Long to, AuditState state) throws SQLException {
        long tree = to == null ? last(state).size() : to;
        requireSize(state, tree);
        if (from > tree) {
            throw new ProblemException(400, "audit-proof-of-what");
        }
        try {
            return new AuditProof(null, null, null, from, tree, written(audit.consistency(from, tree)));
        } catch (AlteredEntryException e) {
            throw altered(e);
        }
    }

    private static void requireSize(AuditState state, long size) {
        if (size > state.size()) {
            throw new ProblemException(404, "audit-log-smaller", Map.of("size", state.size()));
        }
    }

    private static List<String> written(List<Hash> hashes) {
        return hashes.stream().map(Hash::base64).toList();
    }
}
