package nl.privacyloket.request.disclosure;

import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.SmallBody;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.journal.RequestJournal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** One disclosure, for the person who was asked and for the privacy officer. */
@Path("/disclosures/{id}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Disclosures")
public class DisclosureResource {

    private final DisclosureFiles files;
    private final DisclosureFields fields;
    private final Disclosures disclosures;
    private final DisclosureDetails details;
    private final StaffAccess staff;
    private final RefusedAccess refused;
    private final Clock clock;

    DisclosureResource(
            DisclosureFiles files,
            DisclosureFields fields,
            Disclosures disclosures,
            DisclosureDetails details,
            StaffAccess staff,
            RefusedAccess refused,
            Clock clock) {
        this.refused = refused;
        this.files = files;
        this.fields = fields;
        this.disclosures = disclosures;
        this.details = details;
        this.staff = staff;
        this.clock = clock;
    }

    /** @param disclosedAt when the data were given; now when left out */
    @Schema(name = "DisclosureCompletion")
    public record Completion(Instant disclosedAt) {}

    @GET
    @Transactional
    @SecurityRequirement(name = "bearer", scopes = Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "A disclosure as it stands",
            description = "The person who was asked sends Status-Token, a privacy officer their bearer token.")
    @APIResponse(responseCode = "200", description = "The disclosure; staff see more of it")
    @APIResponse(responseCode = "401", description = "Neither token was sent")
    @APIResponse(responseCode = "404", description = "No such disclosure, or not for the bearer of this token")
    public RestResponse<DisclosureDetail> get(
            @RestPath UUID id, @HeaderParam(RequestAccess.STATUS_TOKEN) String token) {
        if (token != null) {
            return details.answer(forPerson(id, token), true);
        }
        DisclosureFile file = forOfficer(id);
        disclosures.noteRead(file, staff.actor(file.organisation()));
        return details.answer(file, false);
    }

    @POST
    @Path("/consent")
    @Consumes(MediaType.APPLICATION_JSON)
    @SmallBody
    @Transactional
    @SecurityRequirement(name = "bearer", scopes = Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Allow the disclosure, or not; consent can be taken back until the data are given",
            description =
                    "The person sends Status-Token. A privacy officer sends their bearer token to enter an answer that"
                            + " came by post, phone, e-mail or at the counter, and names that channel.")
    @APIResponse(responseCode = "200", description = "Noted, now or before")
    @APIResponse(responseCode = "400", description = "The channel is missing, or was sent by the person")
    @APIResponse(responseCode = "401", description = "Neither token was sent")
    @APIResponse(responseCode = "404", description = "No such disclosure, or not with this token")
    @APIResponse(
            responseCode = "409",
            description = "The data were given, or it ended with a refusal (disclosure-over)")
    @APIResponse(responseCode = "412", description = "The disclosure has changed since it was read")
    public RestResponse<DisclosureDetail> consent(
            @RestPath UUID id,
            @HeaderParam(RequestAccess.STATUS_TOKEN) String token,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid ConsentBody body) {
        boolean person = token != null;
        DisclosureFile file = person ? forPerson(id, token) : forOfficer(id);
        new InvalidInput(language)
                .require(!person || body.channel() == null, "channel", "for-staff")
                .require(!person || body.note() == null, "note", "for-staff")
                .require(person || body.channel() != null, "channel", "required")
                .refuse();
        files.refreshLocked(file);
        if (person) {
            disclosures.answer(file, body, RequestJournal.SUBJECT);
            files.flush();
            return details.answer(file, true);
        }
        requireUnchanged(file, ifMatch);
        String actor = staff.actor(file.organisation());
        disclosures.answer(file, body, actor);
        files.flush();
        disclosures.noteRead(file, actor);
        return details.answer(file, false);
    }

    @POST
    @Path("/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @SmallBody
    @Transactional
    @Operation(summary = "The data were given, after the person's consent; the person is told")
    @APIResponse(responseCode = "200", description = "Noted")
    @APIResponse(
            responseCode = "409",
            description = "There is no consent (consent-not-given), or it is over (disclosure-over)")
    @APIResponse(responseCode = "412", description = "The disclosure has changed since it was read")
    public RestResponse<DisclosureDetail> complete(
            @RestPath UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Parameter(hidden = true) String language,
            @NotNull @Valid Completion body) {
        DisclosureFile file = forStaff(id);
        files.refreshLocked(file);
        requireUnchanged(file, ifMatch);
        Instant at = body.disclosedAt();
        new InvalidInput(language)
                .require(at == null || !at.isAfter(clock.instant()), "disclosedAt", "in-the-future")
                .require(
                        at == null || file.answeredAt() == null || !at.isBefore(file.answeredAt()),
                        "disclosedAt",
                        "before-consent")
                .refuse();
        String actor = staff.actor(file.organisation());
        disclosures.complete(file, at, actor);
        files.flush();
        disclosures.noteRead(file, actor);
        return details.answer(file, false);
    }

    private DisclosureFile forPerson(UUID id, String token) {
        if (token == null) {
            throw new UnauthorizedException();
        }
        DisclosureFile file = files.findByIdOptional(id).orElseThrow(DisclosureResource::notFound);
        if (!fields.hasToken(file, token)) {
            refused.of("wrong-token", file.organisation(), "disclosure", id.toString());
            throw notFound();
        }
        return file;
    }

    private static void requireUnchanged(DisclosureFile file, String ifMatch) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(DisclosureDetails.eTag(file))) {
            throw new ProblemException(412, "changed-meanwhile");
        }
    }

    private DisclosureFile forOfficer(UUID id) {
        if (!staff.isStaff()) {
            throw new UnauthorizedException();
        }
        if (!staff.hasRole(Roles.PRIVACY_OFFICER)) {
            throw new ProblemException(403, "forbidden");
        }
        return forStaff(id);
    }

    private DisclosureFile forStaff(UUID id) {
        DisclosureFile file = files.findByIdOptional(id).orElseThrow(DisclosureResource::notFound);
        staff.requireOrganisation(file.organisation());
        return file;
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "not-found");
    }
}
