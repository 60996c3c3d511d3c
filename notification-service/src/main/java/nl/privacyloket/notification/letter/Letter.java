package nl.privacyloket.notification.letter;

import java.util.List;

/**
 * What one person is told, before it gets its looks. Plain text throughout.
 *
 * @param subject one line, fit for a header
 * @param title what the letter says first
 * @param organisation who writes
 * @param footer small print: why the person gets this and how to reach the organisation
 */
public record Letter(
        Language language,
        String subject,
        String title,
        String greeting,
        List<Block> body,
        String regards,
        String organisation,
        List<String> footer) {

    public Letter {
        body = List.copyOf(body);
        footer = List.copyOf(footer);
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Letter[redacted]";
    }
}
