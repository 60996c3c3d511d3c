package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion.Completion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.organisation.Organisation;

/** Tells how the request ended: what was done, per category for an erasure, or where the data can be fetched. */
record CompletionLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Completion completion, Wording wording) {
        Phrases phrases = wording.phrases();
        RequestFacts request = addressed.request();
        String organisation = addressed.organisation().name();
        String subject = phrases.completionSubject(organisation, request.reference());
        List<Block> blocks = new ArrayList<>();
        if (completion.outcome() == Outcome.WITHDRAWN) {
            blocks.add(Block.paragraph(phrases.withdrawn()));
            return new LetterWriter.Content(subject, phrases.withdrawnTitle(), blocks);
        }
        if (completion.outcome() == Outcome.NOT_IDENTIFIED) {
            blocks.add(Block.paragraph(phrases.yourRequest(organisation, phrases.wish(request.right()))));
            blocks.add(Block.paragraph(phrases.notIdentified()));
            blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
            return new LetterWriter.Content(subject, phrases.notIdentifiedTitle(), blocks);
        }
        if (completion.report()) {
            // Who reports a child's data acts for nobody: not even whether there were any is theirs to know.
            blocks.add(Block.paragraph(phrases.reportDealtWith()));
            blocks.add(statusLink(addressed, phrases));
            blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
            return new LetterWriter.Content(subject, phrases.reportDealtWithTitle(), blocks);
        }
        if (completion.overridden()) {
            blocks.add(Block.paragraph(phrases.yourRequest(organisation, phrases.wish(request.right()))));
            blocks.add(Block.paragraph(phrases.completionOverridden()));
            if (!addExport(addressed, completion, wording, blocks)) {
                blocks.add(statusLink(addressed, phrases));
            }
            blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
            return new LetterWriter.Content(subject, phrases.completionOverriddenTitle(), blocks);
        }
        blocks.add(Block.paragraph(phrases.completionDone(request.right())));
        if (completion.outcome() == Outcome.PARTLY_GRANTED) {
            blocks.add(Block.paragraph(phrases.completionPartly()));
        }
        addResult(addressed, completion, wording, blocks);
        blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
        return new LetterWriter.Content(subject, phrases.completionTitle(request.right()), blocks);
    }

    private void addResult(Addressed addressed, Completion completion, Wording wording, List<Block> blocks) {
        Phrases phrases = wording.phrases();
        RequestFacts request = addressed.request();
        Organisation organisation = addressed.organisation();
        if (addExport(addressed, completion, wording, blocks)) {
            return;
        }
        if (!completion.verdicts().isEmpty()) {
            VerdictWords verdicts = VerdictWords.of(completion.verdicts(), organisation, wording);
            blocks.add(Block.heading(phrases.headingVerdicts()));
            blocks.add(Block.terms(verdicts.rows()));
            if (verdicts.someGoLater()) {
                blocks.add(Block.paragraph(phrases.verdictAfterwards()));
            }
            if (verdicts.someAreHeld()) {
                blocks.add(Block.paragraph(phrases.verdictHeldAfterwards()));
            }
        }
        if (completion.backupsUntil() != null) {
            blocks.add(Block.paragraph(phrases.backupsUntil(wording.day(completion.backupsUntil()))));
        } else if (request.right() == Right.ERASURE && organisation.backups() != null) {
            blocks.add(Block.paragraph(phrases.backups(organisation.backups().days())));
        }
        blocks.add(statusLink(addressed, phrases));
    }

    private Block statusLink(Addressed addressed, Phrases phrases) {
        return Block.link(
                phrases.linkStatus(),
                links.request(addressed.matter().id(), addressed.contact().statusToken()));
    }

    /** Says where the export is; false when there is none. */
    private boolean addExport(Addressed addressed, Completion completion, Wording wording, List<Block> blocks) {
        Phrases phrases = wording.phrases();
        Right right = addressed.request().right();
        if (!right.endsWithExport() || completion.exportUntil() == null) {
            return false;
        }
        String moment = wording.moment(completion.exportUntil());
        if (completion.overridden()) {
            blocks.add(Block.paragraph(phrases.exportIncomplete()));
        }
        if (wording.onPaper()) {
            blocks.add(Block.paragraph(phrases.exportOnPaper(moment)));
            return true;
        }
        blocks.add(Block.link(
                phrases.linkExport(),
                links.request(addressed.matter().id(), addressed.contact().statusToken())));
        blocks.add(Block.paragraph(phrases.exportUntil(moment) + " " + phrases.exportContent()));
        if (right == Right.PORTABILITY) {
            blocks.add(Block.paragraph(phrases.exportTransfer()));
        }
        return true;
    }
}
