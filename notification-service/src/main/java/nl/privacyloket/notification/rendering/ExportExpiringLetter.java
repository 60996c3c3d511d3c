package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PrivateLinks;

/** Reminds the person of an export that goes soon and that nobody has fetched. */
record ExportExpiringLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Occasion.ExportExpiring expiring, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        String moment = wording.moment(expiring.until());
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.expiring()));
        if (wording.onPaper()) {
            blocks.add(Block.paragraph(phrases.exportOnPaper(moment)));
        } else {
            blocks.add(Block.note(phrases.exportUntil(moment)));
            blocks.add(Block.link(
                    phrases.linkExport(),
                    links.request(addressed.matter().id(), addressed.contact().statusToken())));
            blocks.add(Block.paragraph(phrases.exportContent()));
        }
        blocks.add(Block.paragraph(casework.expiringAfter()));
        return new LetterWriter.Content(
                casework.expiringSubject(
                        addressed.organisation().name(), addressed.matter().reference()),
                casework.expiringTitle(),
                blocks);
    }
}
