package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.request.access.NotedRefusalException;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.Step;

/** Grants that the policy lets an officer take only after an extra factor of authentication. */
@ApplicationScoped
class StepUp {

    private static final String REQUIRED = "step-up-required";

    private final StaffAccess staff;
    private final PolicyCatalogue policies;
    private final RequestJournal journal;
    private final Clock clock;

    StepUp(StaffAccess staff, PolicyCatalogue policies, RequestJournal journal, Clock clock) {
        this.staff = staff;
        this.policies = policies;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Lets pass whose token shows the factor, and every refusal: it destroys nothing.
     *
     * @throws NotedRefusalException 401 with the challenge of RFC 9470; the attempt is in the audit log
     */
    @Transactional(value = TxType.MANDATORY, dontRollbackOn = NotedRefusalException.class)
    void require(RequestFile file, Outcome outcome, Step step, String actor) {
        Policy.StepUp asked = policies.version(file.organisation(), file.policyVersion())
                .approval()
                .stepUp();
        if (!outcome.isGrant() || !asked.rights().contains(file.right()) || isShown(asked, staff.acr(), staff.amr())) {
            return;
        }
        journal.noteAttempt(file, step.code(), actor, clock.instant().truncatedTo(ChronoUnit.MICROS), REQUIRED);
        throw new NotedRefusalException(
                401,
                REQUIRED,
                Map.of("acrValues", asked.acr()),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge(asked.acr())));
    }

    /** @param acr null when the token does not say, which the lists of a policy cannot be asked for */
    static boolean isShown(Policy.StepUp asked, String acr, Set<String> amr) {
        return acr != null && asked.acr().contains(acr) || !Collections.disjoint(asked.amr(), amr);
    }

    private static String challenge(List<String> acr) {
        String challenge = "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"A different authentication level is required\"";
        return acr.isEmpty() ? challenge : challenge + ", acr_values=\"" + String.join(" ", acr) + "\"";
    }
}
