package nl.privacyloket.request.status;

import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.request.clarification.Clarifications;
import nl.privacyloket.request.decision.DecisionBody;
import nl.privacyloket.request.decision.Proposals;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.policy.LocalizedText;
import nl.privacyloket.request.state.Outcome;

/** Shows how a request was handled. */
@ApplicationScoped
class CaseworkViews {

    private final Clarifications clarifications;
    private final Proposals proposals;
    private final SealedFields fields;

    CaseworkViews(Clarifications clarifications, Proposals proposals, SealedFields fields) {
        this.clarifications = clarifications;
        this.proposals = proposals;
        this.fields = fields;
    }

    CaseworkView of(RequestFile file, boolean forStaff) {
        return new CaseworkView(
                clarifications.of(file).stream()
                        .map(round -> new CaseworkView.Clarification(
                                round.question(), round.askedAt(), round.answer(), round.answeredAt()))
                        .toList(),
                file.casework().extendedAt() == null
                        ? null
                        : new CaseworkView.Extension(
                                file.casework().extendedAt(),
                                fields.open(
                                        file.id(),
                                        "extension_reason",
                                        file.casework().extensionReason())),
                file.casework().isOverridden(),
                forStaff
                        ? fields.open(
                                file.id(), "closing_reason", file.casework().closingReason())
                        : null,
                forStaff ? proposals.of(file).map(CaseworkViews::view).orElse(null) : null);
    }

    private static CaseworkView.ProposedDecision view(Proposals.Shown proposal) {
        DecisionBody decision = proposal.decision();
        RefusalGround ground = decision.ground() == null
                ? null
                : RefusalGround.ofCode(decision.ground()).orElseThrow();
        return new CaseworkView.ProposedDecision(
                proposal.state(),
                Outcome.ofCode(decision.outcome()).orElseThrow(),
                ground,
                ground == null ? null : new LocalizedText(ground.dutch(), ground.english()),
                decision.reason(),
                decision.planHash(),
                decision.categories(),
                proposal.purpose(),
                proposal.corrections(),
                proposal.proposedAt(),
                proposal.note(),
                proposal.settledAt());
    }
}
