package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;

/** Tells staff what a data system did not do, why, and what they can do. Holds nothing of the person. */
record TaskFailedLetter() {
    private static final Map<String, Function<StaffPhrases, String>> REASONS = Map.ofEntries(
            Map.entry("no-system", StaffPhrases::taskNoSystem),
            Map.entry("identifier-missing", StaffPhrases::taskNotFound),
            Map.entry("no-rows", StaffPhrases::taskNotFound),
            Map.entry("identifiers-ambiguous", StaffPhrases::taskAmbiguous),
            Map.entry("identifiers-disagree", StaffPhrases::taskDisagree),
            Map.entry("identifier-taken", StaffPhrases::taskTaken),
            Map.entry("value-does-not-fit", StaffPhrases::taskValue),
            Map.entry("unknown-field", StaffPhrases::taskUnknownField),
            Map.entry("unknown-purpose", StaffPhrases::taskUnknownPurpose),
            Map.entry("field-twice", StaffPhrases::taskFieldNamed),
            Map.entry("unknown-field-name", StaffPhrases::taskFieldNamed),
            Map.entry("unsupported", StaffPhrases::taskUnsupported),
            Map.entry("corrections-missing", StaffPhrases::taskDecisionIncomplete),
            Map.entry("purpose-missing", StaffPhrases::taskDecisionIncomplete),
            Map.entry("unknown-category", StaffPhrases::taskMapping),
            Map.entry("cannot-retain", StaffPhrases::taskMapping),
            Map.entry("instructions-incomplete", StaffPhrases::taskMapping),
            Map.entry("still-referenced", StaffPhrases::taskMapping),
            Map.entry("constraint-violated", StaffPhrases::taskMapping),
            Map.entry("rows-not-changed", StaffPhrases::taskMapping),
            Map.entry("no-start-date", StaffPhrases::taskMapping),
            Map.entry("held", StaffPhrases::taskHeld),
            Map.entry("too-many-holds", StaffPhrases::taskTooManyHolds),
            Map.entry("left-over", StaffPhrases::taskLeftOver),
            Map.entry("retained-missing", StaffPhrases::taskRetainedMissing),
            Map.entry("retained-unexpected", StaffPhrases::taskRetainedUnexpected),
            Map.entry("no-answer", StaffPhrases::taskNoAnswer),
            Map.entry("upload-refused", StaffPhrases::taskUpload),
            Map.entry("upload-unreachable", StaffPhrases::taskUpload),
            Map.entry("upload-incomplete", StaffPhrases::taskUpload),
            Map.entry("permit-refused", StaffPhrases::taskPermit),
            Map.entry("permit-unreachable", StaffPhrases::taskPermit),
            Map.entry("recipient-not-reached", StaffPhrases::taskRecipient));

    private static final Map<String, Function<StaffPhrases, String>> BY_HAND = Map.of(
            "access", StaffPhrases::toDoAccess,
            "erase", StaffPhrases::toDoErase,
            "verify", StaffPhrases::toDoVerify,
            "rectify", StaffPhrases::toDoRectify,
            "restrict", StaffPhrases::toDoRestrict);

    LetterWriter.Content write(Addressed addressed, TaskFailed failed, Wording wording) {
        return switch (failed.trouble()) {
            case STUCK -> stuck(addressed.request(), failed, wording);
            case BY_HAND -> byHand(addressed.request(), failed, wording);
            case PLAN_DRIFTED -> drifted(addressed.request(), wording);
            case NOT_PURGED -> notPurged(failed, wording);
        };
    }

    private static LetterWriter.Content stuck(RequestFacts request, TaskFailed failed, Wording wording) {
        StaffPhrases staff = wording.staff();
        List<Row> rows = new ArrayList<>(DeskLetter.about(request, wording));
        addCause(failed, wording, rows);
        rows.add(lastDay(request, wording));
        return new LetterWriter.Content(
                staff.stuckSubject(request.reference()),
                staff.stuckTitle(),
                List.of(Block.paragraph(staff.stuck()), Block.facts(rows), Block.paragraph(staff.stuckAct())));
    }

    private static LetterWriter.Content byHand(RequestFacts request, TaskFailed failed, Wording wording) {
        StaffPhrases staff = wording.staff();
        List<Row> rows = new ArrayList<>(DeskLetter.about(request, wording));
        rows.add(new Row(staff.labelSystem(), failed.system()));
        rows.add(new Row(
                staff.labelToDo(),
                BY_HAND.getOrDefault(failed.toDo(), any -> failed.toDo()).apply(staff)));
        rows.add(lastDay(request, wording));
        return new LetterWriter.Content(
                staff.byHandSubject(request.reference()),
                staff.byHandTitle(),
                List.of(Block.paragraph(staff.byHand()), Block.facts(rows), Block.paragraph(staff.byHandAct())));
    }

    private static LetterWriter.Content drifted(RequestFacts request, Wording wording) {
        StaffPhrases staff = wording.staff();
        List<Row> rows = new ArrayList<>(DeskLetter.about(request, wording));
        rows.add(lastDay(request, wording));
        return new LetterWriter.Content(
                staff.driftedSubject(request.reference()),
                staff.driftedTitle(),
                List.of(Block.paragraph(staff.drifted()), Block.facts(rows), Block.paragraph(staff.driftedAct())));
    }

    private static LetterWriter.Content notPurged(TaskFailed failed, Wording wording) {
        StaffPhrases staff = wording.staff();
        List<Row> rows = new ArrayList<>();
        addCause(failed, wording, rows);
        rows.add(new Row(staff.labelGoneBy(), wording.day(failed.on())));
        return new LetterWriter.Content(
                staff.notPurgedSubject(failed.system()),
                staff.notPurgedTitle(),
                List.of(Block.paragraph(staff.notPurged()), Block.facts(rows), Block.paragraph(staff.notPurgedAct())));
    }

    /** In words for who decides, and as a code for who looks after the system. */
    private static void addCause(TaskFailed failed, Wording wording, List<Row> rows) {
        StaffPhrases staff = wording.staff();
        if (failed.system() != null) {
            rows.add(new Row(staff.labelSystem(), failed.system()));
        }
        rows.add(new Row(
                staff.labelReason(),
                REASONS.getOrDefault(failed.reason(), StaffPhrases::taskOther).apply(staff)));
        rows.add(new Row(staff.labelCode(), failed.reason()));
    }

    private static Row lastDay(RequestFacts request, Wording wording) {
        return new Row(wording.casework().labelLastDay(), wording.day(request.dueOn()));
    }
}
