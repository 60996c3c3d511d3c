package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PrivateLinks;

/**
 * Tells another controller that data are ready for it (GDPR art. 20(2)). Names nobody: who it is about stands in the file,
 * which only the link opens.
 */
record TransferLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Occasion.Transfer transfer, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        String organisation = addressed.organisation().name();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.transferOffered(organisation)));
        blocks.add(Block.facts(List.of(
                new Block.Row(phrases.labelReference(), addressed.matter().reference()),
                new Block.Row(casework.labelFetch(), casework.fetchUntil(wording.moment(transfer.until()))))));
        blocks.add(Block.paragraph(casework.transferOnce()));
        blocks.add(Block.link(
                casework.linkTransfer(), links.transfer(addressed.matter().id(), transfer.token())));
        blocks.add(Block.paragraph(casework.transferUnexpected()));
        return new LetterWriter.Content(
                casework.transferSubject(organisation, addressed.matter().reference()),
                casework.transferTitle(),
                blocks);
    }
}
