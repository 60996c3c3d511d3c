package nl.privacyloket.retention.register;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemTexts;
import nl.privacyloket.kit.problem.Problems;
import nl.privacyloket.retention.register.HoldingIntake.Outcome;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What data systems hold about whom since when: they register it, staff look it up. */
@Path("/organisations/{organisation}/holdings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Register of holdings")
public class HoldingResource {
    private static final String NDJSON = "application/x-ndjson";

    private final HoldingIntake intake;
    private final HoldingSearch search;
    private final SubjectHash hash;
    private final StaffAccess access;

    HoldingResource(HoldingIntake intake, HoldingSearch search, SubjectHash hash, StaffAccess access) {
        this.intake = intake;
        this.search = search;
        this.hash = hash;
        this.access = access;
    }

    /** Whom it is about. */
    @Schema(name = "HoldingSearch")
    record Wanted(@NotNull @Valid SubjectIdentifier identifier) {}

    /**
     * A line that was not taken in.
     *
     * @param line its number, from 1
     * @param reason fixed word
     * @param field the member that it is about; {@code null} for the line as a whole
     */
    @Schema(name = "RejectedHolding")
    record Rejected(
            long line,

            @Schema(
                    enumeration = {
                        RejectedLine.MALFORMED_JSON,
                        RejectedLine.UNKNOWN_FIELD,
                        RejectedLine.WRONG_TYPE,
                        RejectedLine.LINE_TOO_LONG,
                        RejectedLine.MISSING,
                        RejectedLine.MALFORMED,
                        RejectedLine.UNKNOWN_SYSTEM,
                        RejectedLine.UNKNOWN_CATEGORY,
                        RejectedLine.AGE_SWEPT,
                        RejectedLine.UNKNOWN_TRIGGER
                    })
            String reason,

            @Schema(description = "The member that it is about", nullable = true)
            String field,

            @Schema(description = "The reason in the caller's language")
            String message) {}

    /** What became of the lines. */
    @Schema(name = "HoldingsTaken")
    record Answer(
            @Schema(description = "Lines that were taken in, unchanged ones among them")
            long accepted,

            @Schema(description = "Accepted lines that said nothing new")
            long unchanged,

            @Schema(description = "The first thousand lines that were not taken in")
            List<Rejected> rejected,

            @Schema(description = "All lines that were not taken in")
            long rejectedTotal) {

        static Answer of(Outcome outcome, Locale language) {
            return new Answer(
                    outcome.accepted(),
                    outcome.unchanged(),
                    outcome.rejected().stream()
                            .map(one -> new Rejected(
                                    one.line(),
                                    one.reason(),
                                    one.field(),
                                    ProblemTexts.find("rejected." + one.reason(), language, Map.of())
                                            .orElse(one.reason())))
                            .toList(),
                    outcome.rejectedTotal());
        }
    }

    @POST
    @Consumes(NDJSON)
    @RolesAllowed(Roles.SYSTEM)
    @Operation(
            summary = "Register records, one JSON object a line",
            description = "Read as a stream and taken in some thousand lines at a time; when it breaks off, what was"
                    + " taken in stays. A record is known by system, category and recordRef, so that sending it again"
                    + " does no harm. A line that cannot be taken in does not stop the others.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = HoldingLine.class)))
    @APIResponse(
            responseCode = "200",
            description = "How many lines were taken in, and which were not",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    public Response register(@RestPath String organisation, InputStream lines, @Context HttpHeaders headers)
            throws IOException {
        access.requireOrganisation(organisation);
        var language = Problems.language(headers);
        var outcome = intake.take(organisation, lines, access.actor(organisation));
        return Response.ok(Answer.of(outcome, language))
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .build();
    }

    @GET
    @RolesAllowed(Roles.CASE_HANDLER)
    @Operation(
            summary = "What is held about a person, and when it goes",
            description = "Addresses stand in logs on the way; POST to …/holdings/search keeps the identifier out.")
    @APIResponse(responseCode = "200", description = "A page of it, by system, category and reference")
    @APIResponse(responseCode = "400", description = "No identifier, or a malformed one")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Page<HoldingView> about(
            @RestPath String organisation,
            @QueryParam("identifierType") @NotNull @Pattern(regexp = SubjectIdentifier.TYPE) String identifierType,
            @QueryParam("identifierValue") @NotBlank @Size(max = SubjectIdentifier.LONGEST) String identifierValue,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size,
            @Context HttpHeaders headers) {
        return found(organisation, new SubjectIdentifier(identifierType, identifierValue), page, size, headers);
    }

    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CASE_HANDLER)
    @Operation(summary = "What is held about a person, and when it goes; the identifier stays out of the address")
    @APIResponse(responseCode = "200", description = "A page of it, by system, category and reference")
    @APIResponse(responseCode = "400", description = "No identifier, or a malformed one")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Page<HoldingView> search(
            @RestPath String organisation,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size,
            @Context HttpHeaders headers,
            @NotNull @Valid Wanted wanted) {
        return found(organisation, wanted.identifier(), page, size, headers);
    }

    private Page<HoldingView> found(
            String organisation, SubjectIdentifier identifier, int page, int size, HttpHeaders headers) {
        access.requireOrganisation(organisation);
        return search.find(
                organisation,
                identifier.key(hash, organisation),
                page,
                size,
                access.actor(organisation),
                Problems.language(headers));
    }
}
