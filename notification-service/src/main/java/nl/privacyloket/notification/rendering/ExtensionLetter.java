package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrivateLinks;

/** Says that the answer comes later, when, and why (GDPR art. 12(3)). */
record ExtensionLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Occasion.Extension extension, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        String organisation = addressed.organisation().name();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(phrases.yourRequest(
                organisation, phrases.wish(addressed.request().right()))));
        blocks.add(Block.note(casework.extensionUntil(wording.day(extension.until()))));
        blocks.add(Block.paragraph(casework.extensionLaw()));
        blocks.add(Block.heading(phrases.headingReason()));
        blocks.add(Block.quote(PlainText.lines(extension.reason())));
        blocks.add(Block.link(
                phrases.linkStatus(),
                links.request(addressed.matter().id(), addressed.contact().statusToken())));
        blocks.addAll(ComplaintBlocks.withoutDecision(addressed.organisation(), wording));
        return new LetterWriter.Content(
                casework.extensionSubject(organisation, addressed.matter().reference()),
                casework.extensionTitle(),
                blocks);
    }
}
