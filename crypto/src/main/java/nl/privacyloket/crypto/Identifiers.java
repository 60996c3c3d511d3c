package nl.privacyloket.crypto;

import java.text.Normalizer;
import java.util.Locale;

/** The one way in which identifiers are made comparable before they are hashed or looked up. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * Trims, folds to Unicode NFKC and lower case; an {@code e-mail} keeps its dots and tags, because they are part of
     * somebody's address at some providers; of a {@code phone} only digits and a leading plus stay.
     */
    public static String normalise(String type, String value) {
        String folded =
                Normalizer.normalize(value.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return "phone".equals(type) ? folded.replaceAll("(?!^\\+)[^0-9]", "") : folded;
    }
}
