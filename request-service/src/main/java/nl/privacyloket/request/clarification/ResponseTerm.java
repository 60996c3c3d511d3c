package nl.privacyloket.request.clarification;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.deadline.ResponseDeadline;
import nl.privacyloket.request.deadline.TermCourse;
import nl.privacyloket.request.deadline.Waiting;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;

/** Counts the term of a request anew after something has happened to it, by the policy that it was made under. */
@ApplicationScoped
public class ResponseTerm {

    private final ClarificationRows rows;
    private final PolicyCatalogue policies;

    ResponseTerm(ClarificationRows rows, PolicyCatalogue policies) {
        this.rows = rows;
        this.policies = policies;
    }

    /** The dates after the answers up to now. */
    DueDates afterAnswers(RequestFile file) {
        return dates(file, file.extendedOn() != null);
    }

    /** The dates when the term is extended. */
    public DueDates extended(RequestFile file) {
        return dates(file, true);
    }

    /** When staff are to hear of an operative date. */
    public Instant alarmAt(RequestFile file, LocalDate dueOn) {
        return policies.alarms(file.organisation(), file.policyVersion()).dueSoonAt(dueOn);
    }

    private DueDates dates(RequestFile file, boolean extended) {
        Policy policy = policies.version(file.organisation(), file.policyVersion());
        ResponseDeadline deadline = policies.deadline(policy);
        List<Waiting> waits = rows.of(file.id()).stream()
                .filter(round -> round.answeredAt() != null)
                .map(round -> new Waiting(deadline.dayOf(round.askedAt()), deadline.dayOf(round.answeredAt())))
                .toList();
        return deadline.of(
                new TermCourse(file.dates().receivedOn(), policy.promisedTerm(), extended, policy.suspension(), waits));
    }
}
