package nl.privacyloket.retention.register;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.retention.date.EventDate;
import nl.privacyloket.retention.register.validation.TriggerName;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.rule.WireName;
import nl.privacyloket.retention.system.DataSystems;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What happened to a person that retention terms count from. */
@Path("/organisations/{organisation}/subject-events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SYSTEM)
@Tag(name = "Register of holdings")
public class SubjectEventResource {

    private final SubjectEvents events;
    private final SubjectHash hash;
    private final DataSystems systems;
    private final StaffAccess access;

    SubjectEventResource(SubjectEvents events, SubjectHash hash, DataSystems systems, StaffAccess access) {
        this.events = events;
        this.systems = systems;
        this.hash = hash;
        this.access = access;
    }

    /** An event of a person's. */
    @Schema(name = "SubjectEvent")
    record Told(
            @NotNull @Valid SubjectIdentifier identifier,

            @Schema(description = "What happened: a trigger of retention rules", examples = "account-closed")
            @NotNull
            @TriggerName
            String event,

            @Schema(description = "On which date, at the organisation", examples = "2026-11-22") @NotNull @EventDate
            LocalDate on,

            @Schema(description = "Id of the data system that tells it", nullable = true)
            @Pattern(regexp = "[a-z][a-z0-9-]{0,62}")
            String system) {}

    /** What the event did. */
    @Schema(name = "SubjectEventTaken")
    record Answer(
            @Schema(description = "Registered records of the person whose dates were worked out anew")
            int recomputed,

            @Schema(description = "Those of them that go on another date than before")
            int changed) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tell an event of a person's that retention terms count from",
            description = "It counts for everything at the organisation that is registered under the same identifier,"
                    + " now or later. Told again with another date, that date counts.")
    @APIResponse(responseCode = "200", description = "Taken in; due dates are worked out")
    @APIResponse(
            responseCode = "400",
            description = "A field is missing or malformed, or the system is not registered (unknown-system)")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Answer tell(@RestPath String organisation, @NotNull @Valid Told told) {
        access.requireOrganisation(organisation);
        if (told.system() != null && systems.find(organisation, told.system()).isEmpty()) {
            throw new ProblemException(400, "unknown-system");
        }
        var recomputed = events.tell(
                organisation,
                told.identifier().key(hash, organisation),
                WireName.parse(Trigger.class, told.event()),
                told.on(),
                told.system(),
                access.actor(organisation));
        return new Answer(recomputed.holdings(), recomputed.changed());
    }
}
