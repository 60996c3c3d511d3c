package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.organisation.Organisation;

/** Asks for the code that shows that the address is the person's. */
record ConfirmationLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Occasion.Confirmation confirmation, Wording wording) {
        Phrases phrases = wording.phrases();
        RequestFacts request = addressed.request();
        Organisation organisation = addressed.organisation();
        Contact contact = addressed.contact();

        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(phrases.yourRequest(organisation.name(), phrases.wish(request.right()))));
        organisation
                .warning(request.right().word(), wording.language().tag())
                .map(Block::note)
                .ifPresent(blocks::add);
        blocks.add(Block.paragraph(phrases.confirmationAsk()));
        blocks.add(Block.code(phrases.confirmationCode(), contact.confirmationCode()));
        blocks.add(Block.paragraph(phrases.confirmationHow()));
        blocks.add(Block.link(
                phrases.linkConfirm(),
                links.confirmation(request.requestId(), contact.statusToken(), contact.confirmationCode())));
        blocks.add(Block.paragraph(phrases.confirmationPrivate()));
        blocks.add(Block.paragraph(phrases.confirmationNotYou()));
        return new LetterWriter.Content(
                phrases.confirmationSubject(organisation.name(), request.reference()),
                phrases.confirmationTitle(),
                blocks);
    }
}
