package nl.privacyloket.notification.rendering;

import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Letter;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.letter.RenderedLetter;

/** Letters by Qute: the sentences from the message bundle, the looks from the templates. Thread-safe. */
public final class QuteLetterRenderer implements LetterRenderer {
    private final LetterWriter writer;

    /** @param links where the links in the letters go */
    public QuteLetterRenderer(PrivateLinks links) {
        this.writer = new LetterWriter(links);
    }

    @Override
    public RenderedLetter render(Addressed addressed) {
        Wording wording = Wording.of(addressed, false);
        Letter letter = writer.write(addressed, wording);
        return new RenderedLetter(
                wording.language().tag(),
                letter.subject(),
                LetterTemplates.Text.text(letter).render(),
                LetterTemplates.Html.html(letter).render());
    }
}
