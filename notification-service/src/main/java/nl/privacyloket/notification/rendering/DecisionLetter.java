package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrivateLinks;

/**
 * Tells what was decided: why not (GDPR art. 12(4)), what happens now, and where to go for who disagrees.
 */
record DecisionLetter(PrivateLinks links) {

    LetterWriter.Content write(Addressed addressed, Occasion.Decision decision, Wording wording) {
        Phrases phrases = wording.phrases();
        RequestFacts request = addressed.request();
        String organisation = addressed.organisation().name();
        if (decision.byRule() && request.right().endsUse()) {
            return byRule(addressed, decision, wording);
        }

        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(phrases.yourRequest(organisation, phrases.wish(request.right()))));
        blocks.add(Block.paragraph(decided(decision.outcome(), phrases)));
        addPurpose(addressed, decision, wording, blocks);
        if (!decision.categories().isEmpty()) {
            blocks.add(Block.paragraph(phrases.decisionCategories()));
            blocks.add(Block.items(addressed
                    .organisation()
                    .categoryNames(decision.categories(), wording.language().tag())));
        }
        addWhy(decision, phrases, blocks);
        if (decision.outcome() != Outcome.REFUSED) {
            blocks.add(Block.heading(phrases.headingNext()));
            blocks.add(Block.paragraph(
                    decision.outcome() == Outcome.GRANTED
                            ? phrases.next(request.right())
                            : phrases.nextPartly(request.right())));
        }
        blocks.add(statusLink(addressed, phrases));
        blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
        return new LetterWriter.Content(
                phrases.decisionSubject(organisation, request.reference()), title(decision.outcome(), phrases), blocks);
    }

    /** The one letter about what needs no weighing: the person says stop, and it stops (GDPR art. 7(3) and 21(2)-(3)). */
    private LetterWriter.Content byRule(Addressed addressed, Occasion.Decision decision, Wording wording) {
        Phrases phrases = wording.phrases();
        RequestFacts request = addressed.request();
        boolean objects = request.right() == Right.OBJECTION;
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(objects ? phrases.ruleObjection() : phrases.ruleConsent()));
        addPurpose(addressed, decision, wording, blocks);
        blocks.add(Block.paragraph(phrases.ruleNext()));
        blocks.add(statusLink(addressed, phrases));
        blocks.addAll(ComplaintBlocks.of(addressed.organisation(), wording));
        return new LetterWriter.Content(
                phrases.decisionSubject(addressed.organisation().name(), request.reference()),
                objects ? phrases.ruleTitleObjection() : phrases.ruleTitleConsent(),
                blocks);
    }

    private Block statusLink(Addressed addressed, Phrases phrases) {
        return Block.link(
                phrases.linkStatus(),
                links.request(addressed.matter().id(), addressed.contact().statusToken()));
    }

    private static void addPurpose(
            Addressed addressed, Occasion.Decision decision, Wording wording, List<Block> blocks) {
        if (decision.purpose() != null) {
            String name = addressed
                    .organisation()
                    .purposeName(decision.purpose(), wording.language().tag());
            blocks.add(Block.facts(List.of(new Row(
                    decision.byRule()
                            ? wording.phrases().labelUseEnds()
                            : wording.phrases().labelPurpose(),
                    name))));
        }
    }

    private static void addWhy(Occasion.Decision decision, Phrases phrases, List<Block> blocks) {
        String ground = Grounds.inWords(decision.ground(), phrases).orElse(null);
        boolean reasoned = decision.reason() != null && !decision.reason().isBlank();
        if (ground == null && !reasoned) {
            return;
        }
        blocks.add(Block.heading(phrases.headingReason()));
        if (ground != null) {
            blocks.add(Block.paragraph(ground));
        }
        if (reasoned) {
            blocks.add(Block.quote(PlainText.lines(decision.reason())));
        }
    }

    private static String decided(Outcome outcome, Phrases phrases) {
        return switch (outcome) {
            case GRANTED -> phrases.decisionGranted();
            case PARTLY_GRANTED -> phrases.decisionPartly();
            default -> phrases.decisionRefused();
        };
    }

    private static String title(Outcome outcome, Phrases phrases) {
        return switch (outcome) {
            case GRANTED -> phrases.decisionTitleGranted();
            case PARTLY_GRANTED -> phrases.decisionTitlePartly();
            default -> phrases.decisionTitleRefused();
        };
    }
}
