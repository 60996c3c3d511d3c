package nl.privacyloket.audit.verify.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** Times in the one form that the contracts allow: UTC, with the suffix Z. */
final class Instants {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");

    private Instants() {}

    /** Null when it is no such time. */
    static Instant parse(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
