package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;

/** Tells the person that the other controller has the data. */
record TransferredLetter() {

    LetterWriter.Content write(Addressed addressed, Occasion.Transferred transferred, Wording wording) {
        CaseworkPhrases casework = wording.casework();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.transferredDone(wording.dayOf(transferred.at()))));
        if (!wording.onPaper()) {
            // Who writes by post never saw that there was a link.
            blocks.add(Block.paragraph(casework.transferredOnce()));
        }
        blocks.add(Block.paragraph(casework.transferredAfter()));
        return new LetterWriter.Content(
                casework.transferredSubject(addressed.matter().reference()), casework.transferredTitle(), blocks);
    }
}
