package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.register.HoldingTerms;
import nl.privacyloket.retention.register.HoldingTerms.Question;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.rule.Trigger;

/**
 * Whether a holding goes on a day: by the rules of now, not by the date that was stored, and by the holds of that day. The
 * sweep and its dry run judge alike.
 *
 * @param system data system that has the holdings
 * @param terms the rules of now
 * @param holds holds on that day
 */
record Judgement(String system, HoldingTerms terms, HoldsInForce holds, LocalDate day) {

    /** What becomes of a holding on the day. */
    enum Verdict {
        GOES,
        HELD,
        NOT_DUE
    }

    /** @param due what the rules say of it now */
    record Judged(DueHolding holding, Verdict verdict, Due due) {}

    /** Judges one holding, with what is known of each person. */
    Judged of(DueHolding holding, Map<SubjectKey, Map<Trigger, LocalDate>> events) {
        var asked = new Question(
                holding.category(), holding.role(), holding.trigger(), holding.startedOn(), holding.done());
        var due = terms.due(asked, events.getOrDefault(holding.subject(), Map.of()));
        if (!due.isBy(day)) {
            return new Judged(holding, Verdict.NOT_DUE, due);
        }
        return new Judged(holding, isHeld(holding) ? Verdict.HELD : Verdict.GOES, due);
    }

    private boolean isHeld(DueHolding holding) {
        return areAllHeld(system, holding.category(), holds)
                || holds.covers(
                                system,
                                holding.category(),
                                List.of(holding.subject().bytes()))
                        .isPresent();
    }

    /**
     * Whether a whole category is held in a system. Whose a request file is, is not known here: while people hold a
     * person's data that it may be among, every file stays.
     */
    static boolean areAllHeld(String system, String category, HoldsInForce holds) {
        return holds.covers(system, category, List.of()).isPresent()
                || (SliceKey.REQUEST_FILES.equals(system)
                        && holds.onSomebody(system, category).isPresent());
    }
}
