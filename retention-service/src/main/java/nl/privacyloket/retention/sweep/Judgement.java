package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.register.HoldingTerms;
import nl.privacyloket.retention.register.HoldingTerms.Question;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.sweep.Persons.Known;

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
    Judged of(DueHolding holding, Known known) {
        var asked = new Question(
                holding.category(), holding.role(), holding.trigger(), holding.startedOn(), holding.done());
        var due = terms.due(asked, known.events().getOrDefault(holding.subject(), Map.of()));
        if (!due.isBy(day)) {
            return new Judged(holding, Verdict.NOT_DUE, due);
        }
        return new Judged(holding, isHeld(holding, known) ? Verdict.HELD : Verdict.GOES, due);
    }

    private boolean isHeld(DueHolding holding, Known known) {
        var isHeld = areHeld(List.of(holding.subject().bytes()), holding);
        if (isHeld || !SliceKey.REQUEST_FILES.equals(system)) {
            return isHeld;
        }
        var persons = known.ofFiles().getOrDefault(holding.recordRef(), List.of());
        // Whose this one is, is not known: it stays while people hold a person's data that it may be among.
        return areHeld(persons, holding)
                || (persons.isEmpty()
                        && holds.onSomebody(system, holding.category()).isPresent());
    }

    private boolean areHeld(List<byte[]> persons, DueHolding holding) {
        return holds.covers(system, holding.category(), persons).isPresent();
    }
}
