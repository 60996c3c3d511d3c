package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;

/** Tells staff that there is something on the desk: a request that is new, or the answer to a question. */
record DeskLetter() {
    private static final String AWAITING_IDENTITY = "awaiting-identity";

    LetterWriter.Content newRequest(Addressed addressed, StaffOccasion.NewRequest request, Wording wording) {
        StaffPhrases staff = wording.staff();
        RequestFacts facts = addressed.request();
        boolean identityOpen = request.status().equals(AWAITING_IDENTITY);
        List<Row> rows = new ArrayList<>(about(facts, wording));
        rows.add(new Row(wording.casework().labelStatus(), TermLetter.status(request.status(), wording.casework())));
        rows.add(new Row(wording.phrases().labelReceived(), wording.day(facts.receivedOn())));
        rows.add(new Row(wording.casework().labelLastDay(), wording.day(facts.dueOn())));
        return new LetterWriter.Content(
                staff.newSubject(wording.phrases().rightName(facts.right()), facts.reference()),
                staff.newTitle(),
                List.of(
                        Block.paragraph(staff.newRequest() + " "
                                + (identityOpen ? staff.newIdentity() : staff.newAssessment())),
                        Block.facts(rows)));
    }

    LetterWriter.Content answered(Addressed addressed, StaffOccasion.Answered answered, Wording wording) {
        StaffPhrases staff = wording.staff();
        RequestFacts facts = addressed.request();
        List<Row> rows = new ArrayList<>(about(facts, wording));
        rows.add(new Row(wording.casework().labelLastDay(), wording.day(answered.dueOn())));
        return new LetterWriter.Content(
                staff.answeredSubject(facts.reference()),
                staff.answeredTitle(),
                List.of(Block.paragraph(staff.answered()), Block.facts(rows)));
    }

    /** Which request it is. */
    static List<Row> about(RequestFacts request, Wording wording) {
        Phrases phrases = wording.phrases();
        return List.of(
                new Row(phrases.labelReference(), request.reference()),
                new Row(phrases.labelRequest(), phrases.rightName(request.right())));
    }
}
