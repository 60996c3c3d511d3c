package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.letter.PlainText;

/** Tells the person to whom data were given, which and why. */
record DisclosureMadeLetter() {

    LetterWriter.Content write(Addressed addressed, DisclosureOccasion.Made made, Wording wording) {
        Phrases phrases = wording.phrases();
        CaseworkPhrases casework = wording.casework();
        String organisation = addressed.organisation().name();
        List<Row> facts = new ArrayList<>();
        facts.add(new Row(casework.labelRecipient(), PlainText.line(made.recipient())));
        facts.add(new Row(casework.labelDisclosedOn(), wording.dayOf(made.madeAt())));
        DisclosureWords.askedBy(made.askedBy(), casework)
                .ifPresent(who -> facts.add(new Row(casework.labelAskedBy(), who)));
        facts.add(new Row(phrases.labelReference(), made.facts().reference()));

        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.disclosureMade(organisation)));
        blocks.add(Block.facts(facts));
        blocks.addAll(DisclosureWords.categories(made.categories(), addressed.organisation(), wording));
        blocks.add(Block.heading(phrases.headingReason()));
        blocks.add(Block.paragraph(DisclosureWords.basis(made.basis(), casework)));
        blocks.addAll(ComplaintBlocks.withoutDecision(addressed.organisation(), wording));
        return new LetterWriter.Content(
                casework.disclosureMadeSubject(organisation, made.facts().reference()),
                casework.disclosureMadeTitle(),
                blocks);
    }
}
