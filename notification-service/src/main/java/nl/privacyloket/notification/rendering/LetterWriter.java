package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Letter;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.organisation.Organisation;

/** Puts the sentences of a letter together. */
final class LetterWriter {
    private final PrivateLinks links;

    LetterWriter(PrivateLinks links) {
        this.links = links;
    }

    /** What one kind of letter says under its greeting. */
    record Content(String subject, String title, List<Block> blocks) {}

    Letter write(Addressed addressed, Wording wording) {
        Content content = content(addressed, wording);
        Phrases phrases = wording.phrases();
        String name = PlainText.name(addressed.contact().name());
        return new Letter(
                wording.language(),
                PlainText.line(content.subject()),
                content.title(),
                name.isEmpty() ? phrases.greetingWithoutName() : phrases.greeting(name),
                content.blocks(),
                phrases.regards(),
                addressed.organisation().name(),
                footer(addressed, wording));
    }

    private Content content(Addressed addressed, Wording wording) {
        Occasion occasion = addressed.occasion();
        if (occasion instanceof Occasion.Confirmation) {
            return new ConfirmationLetter(links).write(addressed, wording);
        } else if (occasion instanceof Occasion.Acknowledgement acknowledgement) {
            return new AcknowledgementLetter(links).write(addressed, acknowledgement, wording);
        } else if (occasion instanceof Occasion.Decision decision) {
            return new DecisionLetter(links).write(addressed, decision, wording);
        } else if (occasion instanceof Occasion.Completion completion) {
            return new CompletionLetter(links).write(addressed, completion, wording);
        }
        throw new IllegalArgumentException("no letter for " + occasion.kind());
    }

    private static List<String> footer(Addressed addressed, Wording wording) {
        Phrases phrases = wording.phrases();
        Organisation organisation = addressed.organisation();
        Organisation.Reachable contact = organisation.contact();
        List<String> lines = new ArrayList<>();
        if (contact.email() != null) {
            lines.add(phrases.replyTo(contact.email()));
        }
        if (contact.phone() != null) {
            lines.add(phrases.phone(contact.phone()));
        }
        if (contact.postal() != null) {
            lines.add(phrases.post(contact.postal()));
        }
        String why = phrases.whyThisMail(
                organisation.name(),
                wording.day(addressed.request().receivedOn()),
                addressed.request().reference());
        return Stream.concat(lines.stream(), Stream.of(why + " " + phrases.automatic()))
                .toList();
    }
}
