package nl.privacyloket.request.status;

import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.journal.RequestFacts;
import nl.privacyloket.request.journal.RequestJournal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** One request, for the person and for staff. */
@Path("/requests/{id}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@SecurityRequirement(
        name = "bearer",
        scopes = {Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
@Tag(name = "Requests")
public class RequestResource {

    private static final String[] READERS = {Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER};

    private final RequestAccess access;
    private final RequestDetails details;
    private final RequestFacts facts;
    private final RequestJournal journal;
    private final Clock clock;

    RequestResource(
            RequestAccess access, RequestDetails details, RequestFacts facts, RequestJournal journal, Clock clock) {
        this.access = access;
        this.details = details;
        this.facts = facts;
        this.journal = journal;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(
            summary = "A request as it stands",
            description = "The person sends Status-Token, staff (case-handler, privacy-officer) their bearer token.")
    @APIResponse(responseCode = "200", description = "The request; staff see more of it")
    @APIResponse(responseCode = "401", description = "Neither token was sent")
    @APIResponse(responseCode = "404", description = "No such request, or not for the bearer of this token")
    public RestResponse<RequestDetail> get(@RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token) {
        RequestAccess.Visible visible = access.forPersonOrStaff(id, token, READERS);
        return visible.forPerson()
                ? details.answerToPerson(visible.file())
                : details.answerToStaff(visible.file(), visible.actor());
    }

    @GET
    @Path("/timeline")
    @Transactional
    @Operation(summary = "What happened when; the person sees their part")
    @APIResponse(responseCode = "200", description = "Facts in order of happening")
    @APIResponse(responseCode = "404", description = "No such request, or not for the bearer of this token")
    public Page<TimelineEntry> timeline(
            @RestPath UUID id,
            @HeaderParam(RequestAccess.STATUS_TOKEN) String token,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size) {
        RequestAccess.Visible visible = access.forPersonOrStaff(id, token, READERS);
        if (!visible.forPerson()) {
            journal.noteRead(visible.file(), visible.actor(), clock.instant());
        }
        var timeline = facts.of(id, visible.forPerson());
        return new Page<>(
                timeline.page(page, size).stream()
                        .map(fact -> new TimelineEntry(fact.at(), fact.kind(), fact.details()))
                        .toList(),
                page,
                size,
                timeline.count());
    }
}
