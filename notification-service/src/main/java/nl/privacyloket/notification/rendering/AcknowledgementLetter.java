package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.organisation.Organisation;

/** Says that the request is in hand and when the answer comes at the latest. */
record AcknowledgementLetter(PrivateLinks links) {
    private static final String MASKED_COPY = "masked-id-copy";

    LetterWriter.Content write(Addressed addressed, Occasion.Acknowledgement acknowledgement, Wording wording) {
        Phrases phrases = wording.phrases();
        RequestFacts request = addressed.request();
        Organisation organisation = addressed.organisation();

        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(phrases.yourRequest(organisation.name(), phrases.wish(request.right())) + " "
                + phrases.acknowledgementAnswerBy(wording.day(request.dueOn()))));
        blocks.add(Block.facts(facts(request, wording)));
        organisation
                .warning(request.right().word(), wording.language().tag())
                .map(Block::note)
                .ifPresent(blocks::add);
        blocks.add(Block.heading(phrases.headingNext()));
        if (!acknowledgement.identityOpen()) {
            blocks.add(Block.paragraph(phrases.acknowledgementNext()));
        } else if (organisation.identityRule(request.right().word()).equals(MASKED_COPY)) {
            blocks.add(Block.paragraph(phrases.identityMaskedCopy()));
            blocks.add(toBlackOut(phrases));
            blocks.add(Block.paragraph(
                    wording.onPaper() ? phrases.identityMaskedCopyOnPaper() : phrases.identityMaskedCopyHow()));
        } else {
            blocks.add(Block.paragraph(wording.onPaper() ? phrases.identityOpenOnPaper() : phrases.identityOpen()));
        }
        blocks.add(Block.paragraph(phrases.acknowledgementLonger()));
        blocks.add(Block.link(
                phrases.linkStatus(),
                links.request(request.requestId(), addressed.contact().statusToken())));
        return new LetterWriter.Content(
                phrases.acknowledgementSubject(organisation.name(), request.reference()),
                phrases.acknowledgementTitle(),
                blocks);
    }

    /** What has to be black on a copy of an identity document. */
    static Block toBlackOut(Phrases phrases) {
        return Block.items(List.of(
                phrases.maskPhoto(),
                phrases.maskServiceNumber(),
                phrases.maskDocumentNumber(),
                phrases.maskReadableZone()));
    }

    private static List<Row> facts(RequestFacts request, Wording wording) {
        Phrases phrases = wording.phrases();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(phrases.labelReference(), request.reference()));
        rows.add(new Row(phrases.labelRequest(), phrases.rightName(request.right())));
        rows.add(new Row(phrases.labelReceived(), wording.day(request.receivedOn())));
        if (request.promisedOn() != null) {
            rows.add(new Row(phrases.labelPromised(), phrases.onOrBefore(wording.day(request.promisedOn()))));
        }
        rows.add(new Row(phrases.labelStatutory(), phrases.onOrBefore(wording.day(request.statutoryDueOn()))));
        return rows;
    }
}
