package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrivateLinks;

/** Asks what the organisation has to know before it can go on. */
record ClarificationLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Occasion.Clarification clarification, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        String organisation = addressed.organisation().name();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(phrases.yourRequest(
                organisation, phrases.wish(addressed.request().right()))));
        blocks.add(Block.paragraph(casework.clarificationAsk()));
        blocks.add(Block.quote(PlainText.lines(clarification.question())));
        blocks.add(Block.paragraph(wording.onPaper() ? casework.clarificationOnPaper() : casework.clarificationHow()));
        blocks.add(Block.link(
                casework.linkAnswer(),
                links.request(addressed.matter().id(), addressed.contact().statusToken())));
        blocks.add(Block.paragraph(casework.clarificationWaits()));
        return new LetterWriter.Content(
                casework.clarificationSubject(organisation, addressed.matter().reference()),
                casework.clarificationTitle(),
                blocks);
    }
}
