package nl.privacyloket.notification.rendering;

import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;

/** Tells the person that the other controller has the data. */
record TransferredLetter() {

    LetterWriter.Content write(Addressed addressed, Occasion.Transferred transferred, Wording wording) {
        CaseworkPhrases casework = wording.casework();
        return new LetterWriter.Content(
                casework.transferredSubject(addressed.matter().reference()),
                casework.transferredTitle(),
                List.of(
                        Block.paragraph(casework.transferredDone(wording.dayOf(transferred.at()))),
                        Block.paragraph(casework.transferredOnce()),
                        Block.paragraph(casework.transferredAfter())));
    }
}
