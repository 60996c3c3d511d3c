package nl.privacyloket.request.extension;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.clarification.ResponseTerm;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.deadline.ResponseDeadline;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.CaseworkEvents;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Step;

/** Extends the term of art. 12(3) once, as long as the person can still be told in time. */
@ApplicationScoped
class Extensions {

    private final ResponseTerm term;
    private final PolicyCatalogue policies;
    private final SealedFields fields;
    private final RequestJournal journal;
    private final Sealer sealer;
    private final Clock clock;

    Extensions(
            ResponseTerm term,
            PolicyCatalogue policies,
            SealedFields fields,
            RequestJournal journal,
            Sealer sealer,
            Clock clock) {
        this.term = term;
        this.policies = policies;
        this.fields = fields;
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * Extends the term of a locked request. The first month ends on its un-rolled last day, the safe reading (ADR 0007).
     *
     * @throws ProblemException 409 {@code already-extended} or {@code too-late-to-extend}
     * @throws IllegalStepException when it is closed
     */
    @Transactional(TxType.MANDATORY)
    void extend(RequestFile file, String reason, String actor) {
        if (!Step.EXTENSION.isFrom(file.status())) {
            throw new IllegalStepException(Step.EXTENSION, file.status());
        }
        if (file.extendedOn() != null) {
            throw new ProblemException(
                    409,
                    "already-extended",
                    Map.of("extendedOn", file.extendedOn().toString()));
        }
        LocalDate lastDay = file.dates().alarmOn();
        LocalDate today = policies.today(policies.version(file.organisation(), file.policyVersion()));
        if (!ResponseDeadline.canExtend(today, lastDay)) {
            throw new ProblemException(409, "too-late-to-extend", Map.of("lastDay", lastDay.toString()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DueDates dates = term.extended(file);
        file.extend(
                dates,
                term.alarmAt(file, dates.dueOn()),
                actor,
                fields.seal(file.id(), "extension_reason", reason),
                now);
        journal.note(
                file,
                FactKind.EXTENDED,
                actor,
                now,
                Map.of(
                        "extendedOn",
                        file.extendedOn().toString(),
                        "dueOn",
                        dates.dueOn().toString()),
                CaseworkEvents.extended(file, sealer.seal("notification-service", new RequestEvents.Reason(reason))));
    }
}
