package nl.privacyloket.request.document;

import java.util.regex.Pattern;

/**
 * Finds numbers of Dutch identity documents. A passport or identity card has nine characters: two letters, six letters or
 * digits, a digit, and never the letter O. A driving licence has ten digits; one that starts with 0 is taken for a telephone
 * number. Numbers of other countries' documents have no form in common and are left to a person.
 */
final class DocumentNumber {

    private static final Pattern PASSPORT =
            Pattern.compile("(?<![A-Za-z0-9])[A-NP-Z]{2}[A-NP-Z0-9]{6}[0-9](?![A-Za-z0-9])");

    /** The same with zeros taken for the letter O; with two digits at least, so that it is no word. */
    private static final Pattern MISREAD_PASSPORT = Pattern.compile(
            "(?<![A-Za-z0-9])(?=[A-Z]{2}[A-Z]*[0-9][A-Z]*[0-9])[A-NP-Z]{2}[A-Z0-9]{6}[0-9O](?![A-Za-z0-9])");

    private static final Pattern DRIVING_LICENCE = Pattern.compile("(?<![A-Za-z0-9])[1-9][0-9]{9}(?![A-Za-z0-9])");

    private DocumentNumber() {}

    static boolean isIn(String text) {
        return PASSPORT.matcher(text).find()
                || MISREAD_PASSPORT.matcher(text).find()
                || DRIVING_LICENCE.matcher(text).find();
    }
}
