package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.file.DecisionColumns;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.Step;

/**
 * Takes decisions and sets in motion what follows: erasure goes to the data systems with the plan that was decided on, access
 * and portability with a place to bring their parts to. For the other rights no data system is told anything: staff have
 * carried the request out when they decide, so the decision closes it.
 */
@ApplicationScoped
class Decisions {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SealedFields fields;
    private final RequestJournal journal;
    private final Sealer sealer;
    private final Clock clock;
    private final RequestServiceConfig config;

    Decisions(SealedFields fields, RequestJournal journal, Sealer sealer, Clock clock, RequestServiceConfig config) {
        this.fields = fields;
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Makes sure that a decision is complete and can be taken on a locked request as it stands; changes nothing.
     *
     * @throws ProblemException 400 when the decision is incomplete, 409 when its plan is not the one of now
     * @throws IllegalStepException when it cannot be decided on where it stands
     */
    void check(RequestFile file, DecisionBody body, InvalidInput input) {
        Outcome outcome = outcome(body);
        requireComplete(file.right(), outcome, isBound(file, outcome), body, input);
        if (!Step.DECISION.isFrom(file.status())) {
            throw new IllegalStepException(Step.DECISION, file.status());
        }
        if (isBound(file, outcome)) {
            requirePlan(file, body.planHash());
        }
    }

    /**
     * Takes a decision that was checked, by whoever may ({@link OfficerDecisions} sees to that).
     *
     * @param actor who is answerable: the only officer, or the second of two
     */
    @Transactional(TxType.MANDATORY)
    void take(RequestFile file, DecisionBody body, String actor) {
        Outcome outcome = outcome(body);
        boolean bound = isBound(file, outcome);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RefusalGround ground = body.ground() == null
                ? null
                : RefusalGround.ofCode(body.ground()).orElseThrow();
        byte[] reason = fields.seal(file.id(), "reason", body.reason());
        file.decide(new DecisionColumns(outcome, ground, reason, actor, body.planHash(), now));
        boolean exported = file.right().endsWithExport() && outcome.isGrant();
        Sealed upload = exported || bound ? startExecution(file, exported) : null;
        journal.note(
                file,
                FactKind.DECIDED,
                actor,
                now,
                facts(outcome, ground),
                RequestEvents.decided(file, sealedReason(body.reason()), upload));
        if (!exported && !bound) {
            file.complete(now);
            journal.note(
                    file, FactKind.CLOSED, actor, now, Map.of("outcome", outcome.code()), RequestEvents.closed(file));
        }
    }

    private static Outcome outcome(DecisionBody body) {
        return Outcome.ofCode(body.outcome()).orElseThrow();
    }

    /** Whether it names the plan that is then carried out. */
    private static boolean isBound(RequestFile file, Outcome outcome) {
        return file.right() == Right.ERASURE && outcome.isGrant();
    }

    private static void requireComplete(
            Right right, Outcome outcome, boolean bound, DecisionBody body, InvalidInput input) {
        boolean granted = outcome == Outcome.GRANTED;
        List<String> grounds = Arrays.stream(RefusalGround.values())
                .filter(ground -> ground.appliesTo(right))
                .map(RefusalGround::code)
                .toList();
        if (granted) {
            input.require(body.ground() == null, "ground", "not-here");
        } else {
            input.require(body.ground() != null, "ground", "required");
            input.require(body.ground() == null || grounds.contains(body.ground()), "ground", "unknown", grounds);
            input.require(body.reason() != null && !body.reason().isBlank(), "reason", "required");
        }
        if (bound) {
            input.require(body.planHash() != null, "planHash", "required");
        } else {
            input.require(body.planHash() == null, "planHash", "not-here");
        }
        input.refuse();
    }

    private static void requirePlan(RequestFile file, String named) {
        String latest = file.plan().hash();
        if (latest == null) {
            throw new ProblemException(409, "plan-not-ready");
        }
        if (!latest.equals(named)) {
            throw new ProblemException(409, "plan-drifted", Map.of("planHash", latest));
        }
    }

    /** @return for an export, where data systems bring their part, sealed to the one that tells them */
    private Sealed startExecution(RequestFile file, boolean exported) {
        if (!exported) {
            file.startExecution(null);
            return null;
        }
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        file.startExecution(fields.seal(file.id(), "upload_secret", secret));
        return sealer.seal("retention-service", new RequestEvents.Upload(uploadUrl(file), secret));
    }

    private String uploadUrl(RequestFile file) {
        URI base = config.uploadUrl().orElseGet(config::publicUrl);
        return base.toString().replaceAll("/+$", "") + "/requests/" + file.id() + "/export-parts";
    }

    private Sealed sealedReason(String reason) {
        return reason == null || reason.isBlank()
                ? null
                : sealer.seal("notification-service", new RequestEvents.Reason(reason));
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
