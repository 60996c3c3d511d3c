package nl.privacyloket.request.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.decision.Decisions;
import nl.privacyloket.request.file.IdentityCheck;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;
import nl.privacyloket.request.policy.IdentityRule;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.RequestStatus;
import nl.privacyloket.request.state.Step;

/** Takes the steps by which it becomes known who asks. */
@ApplicationScoped
class Identification {

    private final RequestFiles files;
    private final SealedFields fields;
    private final PolicyCatalogue policies;
    private final RequestJournal journal;
    private final SealedParties parties;
    private final Clock clock;
    private final RequestServiceConfig config;
    private final Decisions decisions;

    Identification(
            RequestFiles files,
            SealedFields fields,
            PolicyCatalogue policies,
            RequestJournal journal,
            SealedParties parties,
            Clock clock,
            RequestServiceConfig config,
            Decisions decisions) {
        this.files = files;
        this.fields = fields;
        this.policies = policies;
        this.journal = journal;
        this.parties = parties;
        this.clock = clock;
        this.config = config;
        this.decisions = decisions;
    }

    /** What came of entering a code. */
    enum CodeResult {
        RIGHT,
        WRONG,
        LOCKED
    }

    /**
     * The person enters a code. A right one entered again changes nothing. A wrong one is counted, so this returns instead
     * of throwing: the count has to be kept.
     */
    @Transactional(TxType.MANDATORY)
    CodeResult confirm(RequestFile file, String code) {
        if (file.access().confirmedAt() != null && files.hasCode(file, code)) {
            return CodeResult.RIGHT;
        }
        if (!Step.CONFIRMATION.isFrom(file.status())) {
            throw new IllegalStepException(Step.CONFIRMATION, file.status());
        }
        // The code is the same for all that came in one message, so wrong ones are counted in one place.
        RequestFile first = files.combination(file).get(0);
        if (first.access().codeAttempts() >= config.confirmation().attempts()) {
            return CodeResult.LOCKED;
        }
        if (!files.hasCode(file, code)) {
            return countWrong(first);
        }
        Instant now = now();
        files.combination(file).stream()
                .filter(part -> Step.CONFIRMATION.isFrom(part.status()))
                .forEach(part -> confirmed(part, now));
        return CodeResult.RIGHT;
    }

    /** One code confirms all that came in one message. */
    private void confirmed(RequestFile file, Instant now) {
        boolean enough = isAddressEnough(file);
        file.confirm(enough ? RequestStatus.IN_ASSESSMENT : RequestStatus.AWAITING_IDENTITY, now);
        journal.note(file, FactKind.CONFIRMED, RequestJournal.SUBJECT, now, Map.of(), RequestEvents.confirmed(file));
        if (enough) {
            identified(file, IdentityRule.CONFIRMED_EMAIL.code(), RequestJournal.SUBJECT, null, now);
        }
    }

    private CodeResult countWrong(RequestFile file) {
        file.access().countWrongCode();
        if (file.access().codeAttempts() < config.confirmation().attempts()) {
            return CodeResult.WRONG;
        }
        journal.note(file, FactKind.CONFIRMATION_LOCKED, RequestJournal.SUBJECT, now(), Map.of());
        return CodeResult.LOCKED;
    }

    /** A representative shows more than an address: that they may act for the person. */
    private boolean isAddressEnough(RequestFile file) {
        IdentityRule rule = policies.version(file.organisation(), file.policyVersion())
                .identity()
                .of(file.right());
        return rule == IdentityRule.CONFIRMED_EMAIL && fields.open(file).representative() == null;
    }

    /** Staff have established who asks. */
    @Transactional(TxType.MANDATORY)
    void verified(RequestFile file, String method, String note, String actor) {
        identified(file, method, actor, fields.seal(file.id(), "identity_note", note), now());
    }

    private void identified(RequestFile file, String method, String actor, byte[] note, Instant now) {
        file.identify(method, actor, note, now);
        journal.note(
                file,
                FactKind.IDENTITY_VERIFIED,
                actor,
                now,
                Map.of("method", method),
                RequestEvents.identityVerified(file, parties.subject(file)));
        decisions.decideByRule(file);
    }

    /** Staff could not establish who asks: the request closes. */
    @Transactional(TxType.MANDATORY)
    void notVerified(RequestFile file, String method, String note, String actor) {
        Instant now = now();
        file.failIdentification(method, actor, fields.seal(file.id(), "identity_note", note), now);
        journal.note(
                file,
                FactKind.IDENTITY_NOT_VERIFIED,
                actor,
                now,
                Map.of("method", method, "outcome", IdentityCheck.NOT_VERIFIED));
        journal.note(
                file,
                FactKind.CLOSED,
                actor,
                now,
                Map.of("outcome", file.outcome().code()),
                RequestEvents.closed(file));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
