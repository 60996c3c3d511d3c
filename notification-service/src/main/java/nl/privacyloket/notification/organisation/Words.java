package nl.privacyloket.notification.organisation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * What is to be said to many, in one language.
 *
 * @param text paragraphs, with an empty line between them
 */
public record Words(String subject, String text) {

    /** The same in all its languages, as stored: an object with a member for each language tag. */
    public record InLanguages(@JsonValue Map<String, Words> byLanguage) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public InLanguages {}
    }
}
