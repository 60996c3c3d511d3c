package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrivateLinks;

/** Asks whether data may be given to somebody else. */
record DisclosureConsentLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, DisclosureOccasion.Consent asked, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        String organisation = addressed.organisation().name();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.disclosureAsk(organisation)));
        blocks.add(Block.facts(List.of(
                new Row(casework.labelRecipient(), PlainText.line(asked.recipient())),
                new Row(phrases.labelReference(), asked.facts().reference()))));
        blocks.addAll(DisclosureWords.categories(asked.categories(), addressed.organisation(), wording));
        if (asked.purpose() != null && !asked.purpose().isBlank()) {
            blocks.add(Block.heading(casework.headingPurpose()));
            blocks.add(Block.quote(PlainText.lines(asked.purpose())));
        }
        blocks.add(Block.heading(casework.headingAskedOfYou()));
        blocks.add(Block.paragraph(
                wording.onPaper() ? casework.disclosureAnswerOnPaper() : casework.disclosureAnswerHow()));
        blocks.add(Block.link(
                casework.linkConsent(),
                links.disclosure(asked.facts().disclosureId(), asked.contact().statusToken())));
        blocks.add(Block.paragraph(casework.disclosureNo()));
        blocks.add(Block.paragraph(casework.disclosureLater()));
        return new LetterWriter.Content(
                casework.disclosureAskSubject(organisation, asked.facts().reference()),
                casework.disclosureAskTitle(),
                blocks);
    }
}
