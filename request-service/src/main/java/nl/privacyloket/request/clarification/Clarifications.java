package nl.privacyloket.request.clarification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.CaseworkEvents;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Step;

/** Asks the person and takes the answer. */
@ApplicationScoped
public class Clarifications {

    private static final String QUESTION = "clarification_question";
    private static final String ANSWER = "clarification_answer";

    private final ClarificationRows rows;
    private final ResponseTerm term;
    private final SealedFields fields;
    private final RequestJournal journal;
    private final Sealer sealer;
    private final Clock clock;

    Clarifications(
            ClarificationRows rows,
            ResponseTerm term,
            SealedFields fields,
            RequestJournal journal,
            Sealer sealer,
            Clock clock) {
        this.rows = rows;
        this.term = term;
        this.fields = fields;
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * A round as it is shown.
     *
     * @param answer null while there is none
     */
    public record Round(String question, Instant askedAt, String answer, Instant answeredAt) {
        @Override
        public String toString() {
            return "Round[redacted]";
        }
    }

    /**
     * Staff ask on a locked request.
     *
     * @throws IllegalStepException when it is not on the desk
     */
    @Transactional(TxType.MANDATORY)
    void ask(RequestFile file, String question, String actor) {
        Instant now = now();
        file.askClarification();
        UUID id = UUID.randomUUID();
        rows.persist(new Clarification(id, file.id(), fields.seal(id, QUESTION, question), actor, now));
        journal.note(
                file,
                FactKind.CLARIFICATION_ASKED,
                actor,
                now,
                Map.of(),
                CaseworkEvents.clarificationAsked(
                        file, sealer.seal("notification-service", new CaseworkEvents.Question(question)), now));
    }

    /**
     * The answer to the question that a locked request waits for.
     *
     * @param actor the person, or staff who enter what the person told them
     * @throws IllegalStepException when nothing was asked
     */
    @Transactional(TxType.MANDATORY)
    void answer(RequestFile file, String text, String actor) {
        if (!Step.ANSWER.isFrom(file.status())) {
            throw new IllegalStepException(Step.ANSWER, file.status());
        }
        Instant now = now();
        List<Clarification> rounds = rows.of(file.id());
        Clarification asked = rounds.get(rounds.size() - 1);
        asked.answer(fields.seal(asked.id(), ANSWER, text), actor, now);
        DueDates dates = term.afterAnswers(file);
        file.takeAnswer(dates, term.alarmAt(file, dates.dueOn()));
        journal.note(
                file,
                FactKind.ANSWERED,
                actor,
                now,
                Map.of("dueOn", dates.dueOn().toString()),
                CaseworkEvents.answered(file, now));
    }

    /** The rounds of a request in order, decrypted. */
    @Transactional(TxType.MANDATORY)
    public List<Round> of(RequestFile file) {
        return rows.of(file.id()).stream()
                .map(round -> new Round(
                        fields.open(round.id(), QUESTION, round.question()),
                        round.askedAt(),
                        fields.open(round.id(), ANSWER, round.answer()),
                        round.answeredAt()))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
