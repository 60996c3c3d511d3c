package nl.privacyloket.retention.sweep;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.sweep.Slices.Arming;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What goes by itself at an organisation: how far it is, and what would go on another day. */
@Path("/organisations/{organisation}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sweeps")
public class SweepResource {
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
    /** Rules, holds and what is registered are others by then. */
    private static final int FARTHEST_YEARS = 10;

    private final Policies policies;
    private final SweptSystems swept;
    private final SweepRuns runs;
    private final Schedule schedule;
    private final SweepCommands commands;
    private final Claims claims;
    private final SweepWake wake;
    private final SweepFacts facts;
    private final DataSource dataSource;
    private final StaffAccess access;
    private final Clock clock;

    SweepResource(
            Policies policies,
            SweptSystems swept,
            SweepRuns runs,
            Schedule schedule,
            SweepCommands commands,
            Claims claims,
            SweepWake wake,
            SweepFacts facts,
            DataSource dataSource,
            StaffAccess access,
            Clock clock) {
        this.policies = policies;
        this.swept = swept;
        this.runs = runs;
        this.schedule = schedule;
        this.commands = commands;
        this.claims = claims;
        this.wake = wake;
        this.facts = facts;
        this.dataSource = dataSource;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Path("/sweeps")
    @RolesAllowed({Roles.CASE_HANDLER, Roles.COMPLIANCE, Roles.OPERATOR})
    @Operation(
            summary = "How far the sweeps of a day are, by data system",
            description = "request-service stands for the files of requests.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", description = "No such date (no-such-date)")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Page<SweepRunView> sweeps(
            @RestPath String organisation,
            @Parameter(description = "One data system; without it all") @QueryParam("system") String system,
            @Parameter(description = "Day at the organisation; without it today")
                    @QueryParam("on")
                    @Pattern(regexp = DATE)
                    String on,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(Page.LAST_PAGE) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.LARGEST_SIZE) int size)
            throws SQLException {
        var today = policy(organisation).today(clock);
        var day = on == null ? today : date(on);
        try (var connection = dataSource.getConnection()) {
            var slices = swept.of(connection, organisation).stream()
                    .filter(slice -> system == null || system.equals(slice.system()))
                    .toList();
            var items = new ArrayList<SweepRunView>();
            for (var slice :
                    slices.stream().skip((long) page * size).limit(size).toList()) {
                items.add(runs.of(connection, slice, day, today));
            }
            return new Page<>(items, page, size, slices.size());
        }
    }

    @POST
    @Path("/sweeps")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Sweep at once",
            description = "From the beginning, and once more with what was ordered, given up or kept today.")
    @APIResponse(responseCode = "202", description = "It begins")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public Response arm(@RestPath String organisation) throws SQLException {
        access.requireOrganisation(organisation);
        try (var connection = dataSource.getConnection()) {
            // Also what was ordered today and left nothing: data may have come since that are as old.
            claims.release(connection, commands.close(connection, organisation, null, false));
        }
        wake.arm(new Arming(organisation, null, true));
        facts.armed(organisation, access.actor(organisation));
        return Response.accepted().build();
    }

    @GET
    @Path("/schedule")
    @RolesAllowed(Roles.CASE_HANDLER)
    @Operation(
            summary = "What would go on a day, given what is registered and held now",
            description =
                    "For today: all that is due and not gone. It goes by the rules in force today, also for a day on"
                            + " which a published version that is to come will hold. Nothing is changed.")
    @APIResponse(responseCode = "200", description = "By data system, category and rule")
    @APIResponse(
            responseCode = "400",
            description = "No such date (no-such-date), a past one, or one more than ten years ahead (no-schedule)")
    @APIResponse(responseCode = "404", description = "No such organisation, or not the caller's")
    @Transactional
    public ScheduleView schedule(
            @RestPath String organisation,
            @Parameter(description = "Day at the organisation: today, or within the next ten years")
                    @QueryParam("on")
                    @NotNull
                    @Pattern(regexp = DATE)
                    String on)
            throws SQLException {
        var policy = policy(organisation);
        var today = policy.today(clock);
        var day = date(on);
        if (day.isBefore(today) || day.isAfter(today.plusYears(FARTHEST_YEARS))) {
            throw new ProblemException(400, "no-schedule", Map.of("today", today.toString()));
        }
        facts.scheduleRead(organisation, access.actor(organisation), policy.version());
        try (var connection = dataSource.getConnection()) {
            return new ScheduleView(day, schedule.on(connection, policy, day));
        }
    }

    /** Without a policy there are no rules and no days. */
    private PolicyVersion policy(String organisation) {
        access.requireOrganisation(organisation);
        return policies.current(organisation).orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(400, "no-such-date", Map.of("date", text));
        }
    }
}
