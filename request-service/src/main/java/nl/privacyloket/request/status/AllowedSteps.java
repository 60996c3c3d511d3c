package nl.privacyloket.request.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.request.decision.Proposals;
import nl.privacyloket.request.evidence.IdentityDemand;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.state.Step;

/** Tells which steps the one who looks at a request can take now. */
@ApplicationScoped
class AllowedSteps {

    private final StaffAccess staff;
    private final Proposals proposals;

    AllowedSteps(StaffAccess staff, Proposals proposals) {
        this.staff = staff;
        this.proposals = proposals;
    }

    /** Nobody is offered to hand in what is not asked for. */
    List<Step> forPerson(RequestFile file, IdentityDemand demand) {
        return file.status().allowed(Step.Taker.PERSON).stream()
                .filter(step -> step != Step.IDENTITY_DOCUMENT || demand.asksCopy() || demand.asksRepresentation())
                .toList();
    }

    /** By the caller's role, and by what happened before: a term is extended once, a proposal is approved by another. */
    List<Step> forStaff(RequestFile file, String actor) {
        boolean officer = staff.hasRole(Roles.PRIVACY_OFFICER);
        return file.status().allowed(Step.Taker.STAFF).stream()
                .filter(step -> officer || !step.isForOfficer())
                .filter(step -> step != Step.EXTENSION || file.extendedOn() == null)
                .filter(step -> step != Step.DECISION_APPROVAL || proposals.canApprove(file, actor))
                .toList();
    }
}
