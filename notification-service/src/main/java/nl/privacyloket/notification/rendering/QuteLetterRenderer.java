package nl.privacyloket.notification.rendering;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.letter.Letter;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.Organisation;

/** Letters by Qute: the sentences from the message bundle, the looks from the templates. Thread-safe. */
public final class QuteLetterRenderer implements LetterRenderer {
    private final LetterWriter writer;

    /** @param links where the links in the letters go */
    public QuteLetterRenderer(PrivateLinks links) {
        this.writer = new LetterWriter(links);
    }

    @Override
    public RenderedLetter render(Addressed addressed) {
        Organisation organisation = addressed.organisation();
        Language language = Language.of(addressed.request().locale(), organisation.languages());
        Phrases phrases = MessageBundles.get(Phrases.class, Localized.Literal.of(language.tag()));
        Letter letter = writer.write(addressed, new Wording(language, phrases, organisation.zone()));
        return new RenderedLetter(
                language.tag(),
                letter.subject(),
                LetterTemplates.Text.text(letter).render(),
                LetterTemplates.Html.html(letter).render());
    }
}
