package nl.privacyloket.notification.letter;

import java.util.List;

/**
 * What one person is told, before it gets its looks. Plain text throughout.
 *
 * @param subject one line, fit for a header
 * @param title what the letter says first
 * @param organisation who writes
 * @param footer small print: why the person gets this and how to reach the organisation
 * @param leave link under the small print by which the reader gets no more of these; null when there is nothing to leave
 */
public record Letter(
        Language language,
        String subject,
        String title,
        String greeting,
        List<Block> body,
        String regards,
        String organisation,
        List<String> footer,
        Block leave) {

    public Letter {
        title = PlainText.said(title);
        greeting = PlainText.said(greeting);
        body = List.copyOf(body);
        footer = footer.stream().map(PlainText::said).toList();
    }

    /** A letter to one person alone. */
    public Letter(
            Language language,
            String subject,
            String title,
            String greeting,
            List<Block> body,
            String regards,
            String organisation,
            List<String> footer) {
        this(language, subject, title, greeting, body, regards, organisation, footer, null);
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Letter[redacted]";
    }
}
