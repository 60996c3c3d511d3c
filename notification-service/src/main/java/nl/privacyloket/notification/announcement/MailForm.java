package nl.privacyloket.notification.announcement;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import nl.privacyloket.notification.letter.RenderedLetter;

/** A mail that was written once, with a gap where each reader's own link goes. */
final class MailForm {
    private final String language;
    private final String subject;
    private final List<String> text;
    private final List<String> html;

    private MailForm(RenderedLetter written, String gap) {
        this.language = written.language();
        this.subject = written.subject();
        this.text = parts(written.text(), gap);
        this.html = parts(written.html(), gap);
        if (text.size() < 2 || html.size() < 2) {
            throw new IllegalStateException("an announcement without the link by which its reader ends it");
        }
    }

    /** @param write makes the mail with that link */
    static MailForm of(Function<URI, RenderedLetter> write) {
        // Random, so that no text can hold it by chance or by design.
        String gap = "https://" + UUID.randomUUID() + ".invalid/";
        return new MailForm(write.apply(URI.create(gap)), gap);
    }

    private static List<String> parts(String form, String gap) {
        return List.of(form.split(Pattern.quote(gap), -1));
    }

    RenderedLetter with(URI link) {
        String address = link.toString();
        return new RenderedLetter(language, subject, String.join(address, text), String.join(escaped(address), html));
    }

    private static String escaped(String address) {
        return address.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
