package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PrivateLinks;

/** Says why a copy of an identity document is of no use, and how to make one that is. */
record CopyRefusedLetter(PrivateLinks links) {
    private static final Map<String, Function<CaseworkPhrases, String>> FINDINGS = Map.of(
            "bsn", CaseworkPhrases::findingServiceNumber,
            "mrz", CaseworkPhrases::findingReadableZone,
            "document-number", CaseworkPhrases::findingDocumentNumber,
            "unreadable", CaseworkPhrases::findingUnreadable);

    LetterWriter.Content write(Addressed addressed, Occasion.IdentityCopyRefused refused, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.copyRefused()));
        blocks.add(Block.items(refused.findings().stream()
                .map(finding -> FINDINGS.getOrDefault(finding, CaseworkPhrases::findingOther)
                        .apply(casework))
                .distinct()
                .toList()));
        blocks.add(Block.paragraph(casework.copyRefusedNotKept()));
        blocks.add(Block.heading(casework.headingAskedOfYou()));
        blocks.add(Block.paragraph(casework.copyRefusedAgain()));
        blocks.add(AcknowledgementLetter.toBlackOut(phrases));
        blocks.add(Block.paragraph(wording.onPaper() ? casework.copyRefusedOnPaper() : casework.copyRefusedHow()));
        blocks.add(Block.link(
                casework.linkUpload(),
                links.request(addressed.matter().id(), addressed.contact().statusToken())));
        return new LetterWriter.Content(
                casework.copyRefusedSubject(
                        addressed.organisation().name(), addressed.matter().reference()),
                casework.copyRefusedTitle(),
                blocks);
    }
}
