package nl.privacyloket.retention.casework;

import java.time.LocalDate;
import java.util.List;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.plan.EraseInstruction;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.policy.PolicyVersion;

/**
 * A plan with what it was made from. Commands that carry it out go by the same holds: one that came since revokes their
 * permits.
 *
 * @param holds without those that do not stand in the way of the person's own request
 */
record PlanOfNow(ErasurePlan plan, PolicyVersion policy, HoldsInForce holds, LocalDate today) {

    List<EraseInstruction> instructions(RequestCase request, String system) {
        return EraseInstruction.derive(plan.only(request.categories()), system, policy.rules(), today);
    }
}
