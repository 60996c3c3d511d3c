package nl.privacyloket.notification.letter;

/**
 * A letter in the forms that a mail carries.
 *
 * @param language tag such as {@code nl}
 * @param subject one line
 * @param text plain text, lines of 72 columns at most where words allow
 * @param html a whole document that loads nothing from elsewhere
 */
public record RenderedLetter(String language, String subject, String text, String html) {

    /** Redacted. */
    @Override
    public String toString() {
        return "RenderedLetter[redacted]";
    }
}
