package nl.privacyloket.request.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.decision.Decisions;
import nl.privacyloket.request.evidence.IdentityDemand;
import nl.privacyloket.request.evidence.IdentityDemands;
import nl.privacyloket.request.evidence.RepresentationCheck;
import nl.privacyloket.request.evidence.RepresentationChecks;
import nl.privacyloket.request.file.IdentityCheck;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.journal.SealedParties;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.RequestStatus;
import nl.privacyloket.request.state.Step;

/** Takes the steps by which it becomes known who asks. */
@ApplicationScoped
class Identification {

    private final RequestFiles files;
    private final SealedFields fields;
    private final IdentityDemands demands;
    private final RepresentationChecks representations;
    private final RequestJournal journal;
    private final SealedParties parties;
    private final Clock clock;
    private final RequestServiceConfig config;
    private final Decisions decisions;

    Identification(
            RequestFiles files,
            SealedFields fields,
            IdentityDemands demands,
            RepresentationChecks representations,
            RequestJournal journal,
            SealedParties parties,
            Clock clock,
            RequestServiceConfig config,
            Decisions decisions) {
        this.files = files;
        this.fields = fields;
        this.demands = demands;
        this.representations = representations;
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
     *
     * @param file not locked yet: all that came in one message is locked here, in one order, as it is counted together
     */
    @Transactional(TxType.MANDATORY)
    CodeResult confirm(RequestFile file, String code) {
        List<RequestFile> combination = files.lockCombination(file);
        if (file.access().confirmedAt() != null && files.hasCode(file, code)) {
            return CodeResult.RIGHT;
        }
        if (!Step.CONFIRMATION.isFrom(file.status())) {
            throw new IllegalStepException(Step.CONFIRMATION, file.status());
        }
        // The code is the same for all that came in one message, so wrong ones are counted in one place.
        RequestFile first = combination.get(0);
        if (first.access().codeAttempts() >= config.confirmation().attempts()) {
            return CodeResult.LOCKED;
        }
        if (!files.hasCode(file, code)) {
            return countWrong(first);
        }
        Instant now = now();
        combination.stream()
                .filter(part -> Step.CONFIRMATION.isFrom(part.status()))
                .forEach(part -> confirmed(part, now));
        return CodeResult.RIGHT;
    }

    /** One code confirms all that came in one message. */
    private void confirmed(RequestFile file, Instant now) {
        IdentityDemand demand = demands.of(file);
        boolean enough = demand.isAddressEnough();
        file.confirm(enough ? RequestStatus.IN_ASSESSMENT : RequestStatus.AWAITING_IDENTITY, now);
        journal.note(
                file,
                FactKind.CONFIRMED,
                RequestJournal.SUBJECT,
                now,
                Map.of(),
                RequestEvents.confirmed(file, enough && decisions.isByRule(file)));
        if (enough) {
            identified(file, demand.code(), RequestJournal.SUBJECT, null, Map.of("method", demand.code()), now);
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

    /**
     * What staff found out.
     *
     * @param method how, a code of {@link IdentityMethod}
     * @param outcome whether it is established who asks: {@code verified} or {@code not-verified}
     * @param representation whether they may ask for the person; null when they ask for themselves
     * @param note for colleagues, or null
     */
    record Finding(String method, String outcome, String representation, String note) {

        /** Whether the request can go on. */
        boolean isEnough() {
            return outcome.equals(IdentityCheck.VERIFIED)
                    && (representation == null || representation.equals(IdentityCheck.VERIFIED));
        }

        @Override
        public String toString() {
            return "Finding[" + outcome + "]";
        }
    }

    /** Staff have established who asks and whether they may, or that it cannot be: then the request closes. */
    @Transactional(TxType.MANDATORY)
    void conclude(RequestFile file, Finding finding, String actor) {
        Instant now = now();
        Map<String, String> details = new HashMap<>(Map.of("method", finding.method()));
        if (finding.representation() != null) {
            String capacity = demands.of(file).capacity().code();
            representations.add(file.id(), new RepresentationCheck(capacity, finding.representation(), now, actor));
            details.put("capacity", capacity);
            details.put("representation", finding.representation());
        }
        byte[] note = fields.seal(file.id(), "identity_note", finding.note());
        if (finding.isEnough()) {
            identified(file, finding.method(), actor, note, details, now);
        } else {
            notIdentified(file, finding, actor, note, details, now);
        }
    }

    private void identified(
            RequestFile file, String method, String actor, byte[] note, Map<String, String> details, Instant now) {
        file.identify(method, actor, note, now);
        journal.note(
                file,
                FactKind.IDENTITY_VERIFIED,
                actor,
                now,
                details,
                RequestEvents.identityVerified(file, parties.subject(file)));
        decisions.decideByRule(file);
    }

    private void notIdentified(
            RequestFile file, Finding finding, String actor, byte[] note, Map<String, String> details, Instant now) {
        file.failIdentification(finding.method(), finding.outcome(), actor, note, now);
        details.put("outcome", IdentityCheck.NOT_VERIFIED);
        journal.note(file, FactKind.IDENTITY_NOT_VERIFIED, actor, now, details);
        journal.noteClosed(file, actor, now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
