package nl.privacyloket.notification.organisation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Map;

/**
 * What is to be said about a version of the policy to those who follow it.
 *
 * @param version of the policy
 * @param state {@code awaiting-subscribers}: it is kept, and goes to nobody as long as nobody can subscribe
 * @param texts by language tag
 */
public record Announcement(int version, Instant publishedAt, String state, Map<String, Words> texts) {
    static final String AWAITING_SUBSCRIBERS = "awaiting-subscribers";

    /** It in one language. */
    public record Words(String subject, String text) {}

    /** It as stored: an object with a member for each language. */
    record Texts(@JsonValue Map<String, Words> byLanguage) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Texts {}
    }
}
