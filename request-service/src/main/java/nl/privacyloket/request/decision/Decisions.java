package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.file.DecisionColumns;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.LegalBasis;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.Step;

/** Takes decisions: of officers, and by rule where the law leaves nothing to weigh. */
@ApplicationScoped
public class Decisions {

    private final DecisionCheck check;
    private final Orders orders;
    private final Extents extents;
    private final SealedFields fields;
    private final PolicyCatalogue policies;
    private final SealedParties parties;
    private final RequestJournal journal;
    private final Clock clock;

    Decisions(
            DecisionCheck check,
            Orders orders,
            Extents extents,
            SealedFields fields,
            PolicyCatalogue policies,
            SealedParties parties,
            RequestJournal journal,
            Clock clock) {
        this.check = check;
        this.orders = orders;
        this.extents = extents;
        this.fields = fields;
        this.policies = policies;
        this.parties = parties;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Makes sure that a decision is complete and can be taken on a locked request as it stands; changes nothing.
     *
     * @throws ProblemException 400 when the decision is incomplete, 409 when it cannot be taken now
     * @throws IllegalStepException when it cannot be decided on where it stands
     */
    void check(RequestFile file, DecisionBody body, InvalidInput input) {
        Outcome outcome = outcome(body);
        check.requireComplete(file, outcome, body, input);
        if (!Step.DECISION.isFrom(file.status())) {
            throw new IllegalStepException(Step.DECISION, file.status());
        }
        if (file.right() == Right.ERASURE && outcome.isGrant()) {
            check.requirePlan(file, body.planHash());
        }
        if (outcome.isGrant() && (file.right() == Right.ERASURE || file.right() == Right.RECTIFICATION)) {
            check.requireCopyFirst(file, body);
        }
    }

    /**
     * Decides by rule where the law leaves nothing to weigh: consent that is withdrawn (art. 7(3)) and an objection to
     * direct marketing (art. 21(3)). Other requests stay with the officer.
     *
     * @param file in assessment, locked
     */
    @Transactional(TxType.MANDATORY)
    public void decideByRule(RequestFile file) {
        if (isByRule(file)) {
            DecisionBody granted =
                    new DecisionBody(Outcome.GRANTED.code(), null, null, null, List.of(), file.purpose(), List.of());
            take(file, granted, RequestJournal.SELF);
        }
    }

    /** Whether the law leaves nothing to weigh, so that the request is decided the moment it is known who asks. */
    public boolean isByRule(RequestFile file) {
        if (file.purpose() == null) {
            return false;
        }
        Policy.Purpose purpose = policies.version(file.organisation(), file.policyVersion())
                .purpose(file.purpose())
                .orElseThrow();
        return switch (file.right()) {
            case CONSENT_WITHDRAWAL -> purpose.legalBasis() == LegalBasis.CONSENT;
            case OBJECTION -> purpose.directMarketing();
            default -> false;
        };
    }

    /**
     * Takes a decision that was checked, by whoever may ({@link OfficerDecisions} sees to that). What was granted is carried
     * out by the data systems; a refusal closes the request.
     *
     * @param actor who is answerable: the only officer, or the second of two; this service when a rule decides
     */
    @Transactional(TxType.MANDATORY)
    void take(RequestFile file, DecisionBody body, String actor) {
        Outcome outcome = outcome(body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RefusalGround ground = body.ground() == null
                ? null
                : RefusalGround.ofCode(body.ground()).orElseThrow();
        List<Person.Correction> corrections = extents.corrections(file, body);
        file.decide(new DecisionColumns(
                outcome,
                ground,
                fields.seal(file.id(), "reason", body.reason()),
                actor,
                body.planHash(),
                new DecisionColumns.Extent(
                        body.categories(), extents.purpose(file, body), fields.sealCorrections(file.id(), corrections)),
                now));
        Orders.Sent sent = orders.after(file, body.reason(), corrections);
        journal.note(
                file,
                FactKind.DECIDED,
                actor,
                now,
                facts(outcome, ground),
                RequestEvents.decided(file, sent.reason(), sent.upload(), sent.corrections(), ended(file, outcome)));
        if (!outcome.isGrant()) {
            file.complete(now);
            journal.noteClosed(file, actor, now);
        }
    }

    /** Of whom the data are no longer to be used for something: mail to them stops before their systems have answered. */
    private List<String> ended(RequestFile file, Outcome outcome) {
        boolean endsUse = file.right() == Right.CONSENT_WITHDRAWAL || file.right() == Right.OBJECTION;
        return endsUse && outcome.isGrant() ? parties.subjectHashes(file) : List.of();
    }

    private static Outcome outcome(DecisionBody body) {
        return Outcome.ofCode(body.outcome()).orElseThrow();
    }

    private static Map<String, String> facts(Outcome outcome, RefusalGround ground) {
        Map<String, String> facts = new HashMap<>();
        facts.put("outcome", outcome.code());
        if (ground != null) {
            facts.put("ground", ground.code());
        }
        return facts;
    }
}
