package nl.privacyloket.notification.rendering;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.TermOccasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;

/** Tells staff that the last day of a request is near or past. Holds nothing of the person. */
record TermLetter() {
    private static final Map<String, Function<CaseworkPhrases, String>> STATUSES = Map.of(
            "awaiting-confirmation", CaseworkPhrases::statusConfirmation,
            "awaiting-identity", CaseworkPhrases::statusIdentity,
            "in-assessment", CaseworkPhrases::statusAssessment,
            "awaiting-clarification", CaseworkPhrases::statusClarification,
            "decided", CaseworkPhrases::statusDecided,
            "in-execution", CaseworkPhrases::statusExecution);

    LetterWriter.Content dueSoon(Addressed addressed, TermOccasion.DueSoon term, Wording wording) {
        CaseworkPhrases casework = wording.casework();
        return new LetterWriter.Content(
                casework.dueSoonSubject(addressed.matter().reference(), wording.day(term.dueOn())),
                casework.dueSoonTitle(),
                List.of(Block.paragraph(casework.dueSoon()), facts(addressed, term, wording)));
    }

    LetterWriter.Content overdue(Addressed addressed, TermOccasion.Overdue term, Wording wording) {
        CaseworkPhrases casework = wording.casework();
        return new LetterWriter.Content(
                casework.overdueSubject(addressed.matter().reference(), wording.day(term.dueOn())),
                casework.overdueTitle(),
                List.of(
                        Block.paragraph(casework.overdue()),
                        facts(addressed, term, wording),
                        Block.paragraph(casework.overdueAct())));
    }

    /** Where a request stands, in words; a state that is new here as it is called. */
    static String status(String status, CaseworkPhrases casework) {
        return STATUSES.getOrDefault(status, any -> status).apply(casework);
    }

    private static Block facts(Addressed addressed, TermOccasion term, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        RequestFacts request = addressed.request();
        return Block.facts(List.of(
                new Row(phrases.labelReference(), request.reference()),
                new Row(phrases.labelRequest(), phrases.rightName(request.right())),
                new Row(casework.labelStatus(), status(term.status(), casework)),
                new Row(phrases.labelReceived(), wording.day(request.receivedOn())),
                new Row(casework.labelLastDay(), wording.day(term.dueOn()))));
    }
}
