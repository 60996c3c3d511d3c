package nl.privacyloket.kit.audit;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.audit.ReaderPlaces.Place;
import nl.privacyloket.messaging.audit.AuditLine;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * This service's audit log, for those who do not read the topic. Entries of the caller's organisations and those of none are
 * shown, of the others at most that they are there.
 */
@Path("/audit/entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.COMPLIANCE)
@Tag(name = "Compliance")
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson";
    /** Whoever accepts anything gets JSON. */
    private static final String UNLESS_ASKED_FOR = ";qs=0.5";

    private static final String NO_ORGANISATION = "-";
    private static final int MOST = 1_000;

    // Three forms of one answer are one operation in the OpenAPI document, which has its id from the
    // method that comes first by name.
    private static final String SUMMARY =
            "Entries by their place in the log: some as JSON, all as lines, or as they come";
    private static final String DESCRIPTION =
            "As `application/json` the entries of the caller's organisations and of none, at most 1,000 places at a time."
                    + " As `application/x-ndjson` every place of the range, a line each: an entry exactly as it was published,"
                    + " or place and leaf hash where it belongs to an organisation that the caller does not work for, so that"
                    + " the Merkle tree over all lines comes out the same for every reader. As `text/event-stream` the same as"
                    + " the log grows: an event `entry` or `withheld` with the index as its id, and an event `checkpoint` with"
                    + " the signed note when the reader has seen all that it covers; the events end with the caller's token,"
                    + " and go on after Last-Event-ID.";
    private static final String ANSWER = "The entries, in the order of the log";
    private static final String BUSY =
            "Too many read lines or events of this instance (audit-readers-busy); Retry-After says when again";
    private static final String FIRST = "First index, from 0";
    private static final String LAST =
            "Last index; without it 999 further in JSON, and in lines the last of the log. Events have no last one.";

    private final AuditReader audit;
    private final AuditFeed feed;
    private final ReaderPlaces places;
    private final StaffAccess access;

    AuditResource(AuditReader audit, AuditFeed feed, ReaderPlaces places, StaffAccess access) {
        this.audit = audit;
        this.feed = feed;
        this.places = places;
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
    @Operation(summary = SUMMARY, description = DESCRIPTION)
    @APIResponse(responseCode = "200", description = ANSWER)
    public AuditEntries read(
            @QueryParam("from") @DefaultValue("0") @Min(0) @Parameter(description = FIRST) long from,
            @QueryParam("to") @Min(0) @Parameter(description = LAST) Long to,
            @QueryParam("requestId")
                    @Parameter(
                            description =
                                    "Only entries about this request; those of the whole log, unless from or to say otherwise")
                    UUID requestId)
            throws SQLException {
        long furthest = requestId != null || from > Long.MAX_VALUE - MOST ? Long.MAX_VALUE : from + MOST - 1;
        long last = to == null ? furthest : Math.min(to, furthest);
        return new AuditEntries(audit.read(from, last, shown(), requestId), audit.size());
    }

    @GET
    @Produces(NDJSON + UNLESS_ASKED_FOR)
    @Operation(operationId = "readAuditEntries", summary = SUMMARY, description = DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = ANSWER,
            content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "503", description = BUSY)
    public Response export(
            @QueryParam("from") @DefaultValue("0") @Min(0) @Parameter(description = FIRST) long from,
            @QueryParam("to") @Min(0) @Parameter(description = LAST) Long to)
            throws SQLException {
        Place place = places.takeForExport();
        long end = audit.state().size();
        long last = to == null ? end - 1 : Math.min(to, end - 1);
        Set<String> organisations = shown();
        StreamingOutput lines = output -> {
            try {
                write(output, from, last, organisations, place);
            } catch (IOException | RuntimeException e) {
                place.leave();
                if (e instanceof IOException && place.isOver()) {
                    // The reader went or was sent away: there is nobody to be told, and nothing here that failed.
                    return;
                }
                throw e;
            }
            // The platform still has to get rid of the last of it: the place is left when the answer ends.
            place.waits();
        };
        return Response.ok(lines, NDJSON).build();
    }

    private void write(OutputStream output, long from, long last, Set<String> organisations, Place place)
            throws IOException {
        try {
            for (long next = from; next <= last; next += MOST) {
                for (AuditLine line : audit.lines(next, Math.min(last, next + MOST - 1), organisations)) {
                    place.waits();
                    output.write(line.json());
                    output.write('\n');
                    place.goesOn();
                }
            }
        } catch (SQLException e) {
            throw new IOException("the audit log could not be read further, SQLSTATE " + e.getSQLState(), e);
        }
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS + UNLESS_ASKED_FOR)
    @Operation(summary = SUMMARY, description = DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = ANSWER,
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "503", description = BUSY)
    public Multi<OutboundSseEvent> follow(
            @QueryParam("from") @DefaultValue("0") @Min(0) @Parameter(description = FIRST) long from,
            @HeaderParam("Last-Event-ID")
                    @Min(0)
                    @Parameter(description = "The last index that was seen; goes before from")
                    Long last) {
        Place place = places.takeForEvents();
        long next = last == null ? from : Math.min(last, Long.MAX_VALUE - 1) + 1;
        return feed.follow(next, shown(), access.until()).onTermination().invoke(place::leave);
    }

    private Set<String> shown() {
        Set<String> organisations = new TreeSet<>(access.organisations());
        organisations.add(NO_ORGANISATION);
        return organisations;
    }
}
