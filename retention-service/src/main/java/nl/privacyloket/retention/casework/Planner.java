package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.retention.hold.Hold;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.HeldData;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;

/** Makes the plan of now: from what the systems said last that they hold, by the rules and the holds of today. */
@ApplicationScoped
class Planner {

    private final SystemTasks tasks;
    private final Policies policies;
    private final Holds holds;
    private final HeldParts parts;
    private final SubjectVault vault;
    private final SubjectHash hash;
    private final Clock clock;

    Planner(
            SystemTasks tasks,
            Policies policies,
            Holds holds,
            HeldParts parts,
            SubjectVault vault,
            SubjectHash hash,
            Clock clock) {
        this.tasks = tasks;
        this.policies = policies;
        this.holds = holds;
        this.parts = parts;
        this.vault = vault;
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * The rules for a request.
     *
     * @throws NotReadyException while its policy has not arrived here: without the rules a plan would erase what the law
     *     demands to keep
     */
    PolicyVersion policy(RequestCase request) {
        return policies.forRequest(request.organisation(), request.policyVersion())
                .orElseThrow(() -> new NotReadyException("policy-unknown"));
    }

    /** The plan of now; of a case that goes on after a hold, about what was held alone. */
    PlanOfNow plan(RequestCase request) {
        var policy = policy(request);
        var today = policy.today(clock);
        var inForce = inForce(request, policy);
        var holdings = tasks.planning(request).stream()
                .flatMap(task -> task.holdings().stream())
                .toList();
        var person = person(request);
        HeldData held = (system, category) ->
                inForce.covers(system, category, person).map(hold -> new HeldData.Held(hold.basis(), hold.until()));
        var plan = ErasurePlan.of(request.requestId(), holdings, policy.rules(), today, held)
                .only(request.askedCategories());
        if (request.continues()) {
            var kept = parts.of(request);
            plan = plan.only(verdict -> kept.has(verdict.system(), verdict.category()));
        }
        return new PlanOfNow(plan, policy, inForce, today);
    }

    /** The hold that keeps a part of what a case is about today; empty when none does any more. */
    Optional<Hold> hold(RequestCase request, String system, String category) {
        return inForce(request, policy(request)).covers(system, category, person(request));
    }

    private HoldsInForce inForce(RequestCase request, PolicyVersion policy) {
        return holds.inForce(request.organisation(), policy.today(clock)).againstOwnErasure();
    }

    private List<String> person(RequestCase request) {
        return vault.subject(request).identifiers().stream()
                .map(identifier -> hash.of(request.organisation(), identifier.type(), identifier.value()))
                .toList();
    }
}
