package nl.privacyloket.request.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.state.Step;

/** Keeps what a first officer decided until a second one has spoken. */
@ApplicationScoped
public class Proposals {

    private static final String CONTENT = "decision_proposal";
    private static final String NOTE = "decision_proposal_note";

    private final ProposalRows rows;
    private final RequestFiles files;
    private final SealedFields fields;
    private final Extents extents;

    Proposals(ProposalRows rows, RequestFiles files, SealedFields fields, Extents extents) {
        this.rows = rows;
        this.files = files;
        this.fields = fields;
        this.extents = extents;
    }

    /**
     * A proposal, decrypted.
     *
     * @param purpose that data would no longer be used for, or null
     * @param corrections that would be carried out
     * @param note of the second officer, or null
     */
    public record Shown(
            String state,
            DecisionBody decision,
            String purpose,
            List<Person.Correction> corrections,
            Instant proposedAt,
            String note,
            Instant settledAt) {
        @Override
        public String toString() {
            return "Shown[" + state + "]";
        }
    }

    /** The latest proposal of a request; one that nobody can approve any more is not shown. */
    @Transactional(TxType.MANDATORY)
    public Optional<Shown> of(RequestFile file) {
        return rows.findByIdOptional(file.id())
                .filter(row -> !isOpen(row) || Step.DECISION_APPROVAL.isFrom(file.status()))
                .map(row -> shown(file, row));
    }

    private Shown shown(RequestFile file, DecisionProposal row) {
        DecisionBody decision = decision(file, row);
        return new Shown(
                row.state(),
                decision,
                extents.purpose(file, decision),
                extents.corrections(file, decision),
                row.proposedAt(),
                fields.open(file.id(), NOTE, row.note()),
                row.settledAt());
    }

    /** The one that waits for a second officer. */
    Optional<DecisionProposal> open(RequestFile file) {
        return rows.findByIdOptional(file.id()).filter(Proposals::isOpen);
    }

    /** Whether something waits for a second officer and that one is not the first. */
    @Transactional(TxType.MANDATORY)
    public boolean canApprove(RequestFile file, String actor) {
        return open(file).filter(row -> !row.proposedBy().equals(actor)).isPresent();
    }

    /** Puts a decision in the place of an earlier one. */
    void propose(RequestFile file, DecisionBody decision, String actor, Instant now) {
        DecisionProposal row = rows.findByIdOptional(file.id()).orElseGet(() -> new DecisionProposal(file.id()));
        row.propose(fields.seal(file.id(), CONTENT, write(decision)), decision.planHash(), actor, now);
        rows.persist(row);
        files.markChanged(file);
    }

    void settle(RequestFile file, DecisionProposal row, String state, String note, String actor, Instant now) {
        row.settle(state, fields.seal(file.id(), NOTE, note), actor, now);
        files.markChanged(file);
    }

    DecisionBody decision(RequestFile file, DecisionProposal row) {
        try {
            return EventJson.mapper().readValue(fields.open(file.id(), CONTENT, row.content()), DecisionBody.class);
        } catch (JsonProcessingException e) {
            // The parser's message quotes what it read: it is dropped.
            throw new IllegalStateException("a proposed decision cannot be read");
        }
    }

    private static String write(DecisionBody decision) {
        try {
            return EventJson.mapper().writeValueAsString(decision);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a proposed decision cannot be written");
        }
    }

    private static boolean isOpen(DecisionProposal row) {
        return row.state().equals(DecisionProposal.PROPOSED);
    }
}
