package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.access.NotedRefusalException;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.Step;

/** Who may decide: one officer or two, with an extra factor or without. {@link Decisions} tells what follows. */
@ApplicationScoped
class OfficerDecisions {

    private final Decisions decisions;
    private final Proposals proposals;
    private final StepUp stepUp;
    private final PolicyCatalogue policies;
    private final RequestJournal journal;
    private final Clock clock;

    OfficerDecisions(
            Decisions decisions,
            Proposals proposals,
            StepUp stepUp,
            PolicyCatalogue policies,
            RequestJournal journal,
            Clock clock) {
        this.decisions = decisions;
        this.proposals = proposals;
        this.stepUp = stepUp;
        this.policies = policies;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * An officer decides on a locked request.
     *
     * @return whether it is decided; otherwise a second officer has to approve
     * @throws ProblemException 400 when the decision is incomplete, 409 when its plan is not the one of now
     * @throws NotedRefusalException 401 when an extra factor is needed
     * @throws IllegalStepException when it cannot be decided on where it stands
     */
    @Transactional(value = TxType.MANDATORY, dontRollbackOn = NotedRefusalException.class)
    boolean decide(RequestFile file, DecisionBody body, String actor, InvalidInput input) {
        decisions.check(file, body, input);
        stepUp.require(file, outcome(body), Step.DECISION, actor);
        if (!takesTwo(file)) {
            decisions.take(file, body, actor);
            return true;
        }
        Instant now = now();
        proposals.propose(file, body, actor, now);
        journal.note(file, FactKind.DECISION_PROPOSED, actor, now, Map.of("outcome", body.outcome()));
        return false;
    }

    /**
     * A second officer speaks about what a first one decided on a locked request.
     *
     * @throws ProblemException 409 {@code nothing-proposed}
     * @throws NotedRefusalException 403 {@code second-person-required}, 401 when an extra factor is needed, 409
     *     {@code plan-drifted}: then the proposal is void
     * @throws IllegalStepException when it cannot be decided on where it stands
     */
    @Transactional(value = TxType.MANDATORY, dontRollbackOn = NotedRefusalException.class)
    void approve(RequestFile file, ApprovalBody body, String actor, InvalidInput input) {
        if (!Step.DECISION_APPROVAL.isFrom(file.status())) {
            throw new IllegalStepException(Step.DECISION_APPROVAL, file.status());
        }
        DecisionProposal proposal =
                proposals.open(file).orElseThrow(() -> new ProblemException(409, "nothing-proposed"));
        Instant now = now();
        if (proposal.proposedBy().equals(actor)) {
            journal.noteAttempt(file, Step.DECISION_APPROVAL.code(), actor, now, "second-person-required");
            throw new NotedRefusalException(403, "second-person-required", Map.of(), Map.of());
        }
        if (body.isRejection()) {
            settle(file, proposal, DecisionProposal.REJECTED, body.note(), actor, now);
            return;
        }
        requireSamePlan(file, proposal, actor, now);
        DecisionBody decision = proposals.decision(file, proposal);
        stepUp.require(file, outcome(decision), Step.DECISION_APPROVAL, actor);
        decisions.check(file, decision, input);
        proposals.settle(file, proposal, DecisionProposal.APPROVED, body.note(), actor, now);
        decisions.take(file, decision, actor);
    }

    private void requireSamePlan(RequestFile file, DecisionProposal proposal, String actor, Instant now) {
        String latest = file.plan().hash();
        if (proposal.planHash() != null && !proposal.planHash().equals(latest)) {
            settle(file, proposal, DecisionProposal.PLAN_DRIFTED, null, actor, now);
            throw new NotedRefusalException(409, "plan-drifted", Map.of("planHash", latest), Map.of());
        }
    }

    private void settle(
            RequestFile file, DecisionProposal proposal, String state, String note, String actor, Instant now) {
        proposals.settle(file, proposal, state, note, actor, now);
        journal.note(file, FactKind.DECISION_NOT_APPROVED, actor, now, Map.of("outcome", state));
    }

    private boolean takesTwo(RequestFile file) {
        return policies.version(file.organisation(), file.policyVersion())
                .approval()
                .fourEyes()
                .contains(file.right());
    }

    private static Outcome outcome(DecisionBody body) {
        return Outcome.ofCode(body.outcome()).orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
