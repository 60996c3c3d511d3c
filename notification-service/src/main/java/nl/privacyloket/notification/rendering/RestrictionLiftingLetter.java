package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PlainText;

/** Says that data will be used again, before that happens (GDPR art. 18(3)). */
record RestrictionLiftingLetter() {

    LetterWriter.Content write(Addressed addressed, Occasion.RestrictionLifting lifting, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.liftingAnnounced()));
        blocks.add(Block.heading(phrases.headingReason()));
        blocks.add(Block.quote(PlainText.lines(lifting.reason())));
        blocks.add(Block.paragraph(casework.liftingAgain()));
        blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
        return new LetterWriter.Content(
                casework.liftingSubject(
                        addressed.organisation().name(), addressed.matter().reference()),
                casework.liftingTitle(),
                blocks);
    }
}
