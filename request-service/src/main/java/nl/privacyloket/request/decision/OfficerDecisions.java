package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.state.IllegalStepException;

/** Who may decide. What follows from a decision is told by {@link Decisions}. */
@ApplicationScoped
class OfficerDecisions {

    private final Decisions decisions;

    OfficerDecisions(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * An officer decides on a locked request.
     *
     * @throws ProblemException 400 when the decision is incomplete, 409 when its plan is not the one of now
     * @throws IllegalStepException when it cannot be decided on where it stands
     */
    @Transactional(TxType.MANDATORY)
    void decide(RequestFile file, DecisionBody body, String actor, InvalidInput input) {
        decisions.check(file, body, input);
        decisions.take(file, body, actor);
    }
}
