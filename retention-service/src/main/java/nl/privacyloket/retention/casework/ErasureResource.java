package nl.privacyloket.retention.casework;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.system.DataSystems;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the data systems will do, and have done, for a request. Counts and dates, nothing that tells who it is. */
@Path("/requests/{requestId}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER})
@Tag(name = "Erasure")
public class ErasureResource {

    private final RequestCases cases;
    private final StoredPlans plans;
    private final SystemTasks tasks;
    private final Erasures erasures;
    private final Exports exports;
    private final Executions executions;
    private final DataSystems systems;
    private final Facts facts;
    private final StaffAccess access;

    ErasureResource(
            RequestCases cases,
            StoredPlans plans,
            SystemTasks tasks,
            Erasures erasures,
            Exports exports,
            Executions executions,
            DataSystems systems,
            Facts facts,
            StaffAccess access) {
        this.cases = cases;
        this.plans = plans;
        this.tasks = tasks;
        this.erasures = erasures;
        this.exports = exports;
        this.executions = executions;
        this.systems = systems;
        this.facts = facts;
        this.access = access;
    }

    /** @param hash to be named by the decision */
    @Schema(name = "ErasurePlan")
    record PlanView(String hash, List<VerdictView> verdicts) {}

    @GET
    @Path("/erasure-plan")
    @Operation(summary = "What an erasure will do, per data system and category; the decision names its hash")
    @APIResponse(responseCode = "200", description = "The plan that was shown last")
    @APIResponse(
            responseCode = "404",
            description = "No such request, not the caller's, (not-found), or there is no plan yet (no-erasure-plan)")
    @Transactional
    public PlanView plan(@RestPath UUID requestId) {
        var request = visible(requestId);
        var shown = plans.shown(request).orElseThrow(() -> new ProblemException(404, "no-erasure-plan"));
        facts.read(request, access.actor(request.organisation()), "erasure-plan");
        return new PlanView(shown.hash(), VerdictView.of(shown.plan()));
    }

    @GET
    @Path("/erasure")
    @Operation(summary = "The commands to the data systems, their state, attempts and verification")
    @APIResponse(responseCode = "200", description = "How far the data systems are")
    @APIResponse(responseCode = "404", description = "No such request, or not the caller's")
    @Transactional
    public ErasureView erasure(@RestPath UUID requestId) {
        var request = visible(requestId);
        facts.read(request, access.actor(request.organisation()), "erasure");
        var planHash = plans.shown(request).map(StoredPlan::hash).orElse(null);
        return ErasureView.of(request, planHash, tasks.all(requestId));
    }

    @POST
    @Path("/erasure/retry")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Take up a request that the data systems could not finish",
            description =
                    "Commands are sent anew under new ids. Where the outcome was not as planned, or where a system can"
                            + " be told that could not, the plan of an erasure is made again and may have to be decided on"
                            + " again.")
    @APIResponse(responseCode = "204", description = "Taken up")
    @APIResponse(responseCode = "404", description = "No such request, or not the caller's")
    @APIResponse(
            responseCode = "409",
            description =
                    "Nothing has failed for good, and no system became able to do what was left to people (nothing-to-retry)")
    @Transactional
    public void retry(@RestPath UUID requestId) {
        var request = cases.lock(requestId)
                .filter(locked -> access.worksFor(locked.organisation()))
                .orElseThrow(() -> new ProblemException(404, "not-found"));
        if (request.state().hasEnded()
                || request.state() == CaseState.HELD
                || (request.failure() == null && !hasBecomeAble(request))) {
            throw new ProblemException(409, "nothing-to-retry");
        }
        facts.retried(request, access.actor(request.organisation()));
        if (request.state() == CaseState.COLLECTING) {
            exports.retry(request);
        } else if (request.isErasure()) {
            erasures.retry(request);
        } else {
            executions.retry(request);
        }
    }

    /** Whether a system that could not be told can be told now. */
    private boolean hasBecomeAble(RequestCase request) {
        return tasks.current(request, Command.values()).stream()
                .filter(SystemTask::isByHand)
                .anyMatch(task ->
                        systems.findById(task.system()).can(task.command().kind()));
    }

    private RequestCase visible(UUID requestId) {
        return cases.find(requestId, access.organisations()).orElseThrow(() -> new ProblemException(404, "not-found"));
    }
}
