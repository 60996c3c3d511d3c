package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.notification.announcement.AnnouncementKind;
import nl.privacyloket.notification.announcement.AnnouncementRenderer;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.letter.Letter;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Words;

/** Announcements in the looks of the letters. There is no name in them, because none of a subscriber is known. Thread-safe. */
public final class QuteAnnouncementRenderer implements AnnouncementRenderer {

    @Override
    public RenderedLetter render(
            Organisation organisation,
            AnnouncementKind kind,
            String purpose,
            Words words,
            Language language,
            URI leave) {
        Localized localized = Localized.Literal.of(language.tag());
        FramePhrases frame = MessageBundles.get(FramePhrases.class, localized);
        AnnouncementPhrases phrases = MessageBundles.get(AnnouncementPhrases.class, localized);
        boolean aboutPolicy = kind == AnnouncementKind.POLICY_CHANGE;
        String name = PlainText.line(organisation.name());
        List<String> footer = new ArrayList<>(Footer.inMail(organisation.contact(), frame));
        String why = aboutPolicy
                ? phrases.whyPolicyChange(name)
                : phrases.whySubscribed(name, organisation.purposeName(purpose, language.tag()));
        footer.add(why + " " + frame.automatic());
        String subject = PlainText.line(words.subject());
        Letter letter = new Letter(
                language,
                subject,
                subject,
                frame.greetingWithoutName(),
                paragraphs(words.text()),
                frame.regards(),
                name,
                footer,
                Block.link(aboutPolicy ? phrases.leavePolicyChange() : phrases.leave(), leave.toString()));
        return new RenderedLetter(
                language.tag(),
                subject,
                LetterTemplates.Text.text(letter).render(),
                LetterTemplates.Html.html(letter).render());
    }

    /** What stands between empty lines. */
    private static List<Block> paragraphs(String text) {
        return Stream.of(PlainText.lines(text).split("\n\\s*\n"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .map(Block::paragraph)
                .toList();
    }
}
