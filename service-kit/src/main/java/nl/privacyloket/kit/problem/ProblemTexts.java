package nl.privacyloket.kit.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/** Texts of problems in Dutch and English. */
public final class ProblemTexts {
    private static final List<String> BUNDLES = List.of("problems", "kit-problems");
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private ProblemTexts() {}

    /** Dutch when the caller prefers it to English, else English. */
    public static Locale language(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), List.of(DUTCH, Locale.ENGLISH));
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    /** The text of a key with its placeholders filled in; empty when no bundle has it. */
    public static Optional<String> find(String key, Locale language, Map<String, Object> members) {
        for (String bundle : BUNDLES) {
            try {
                String text = ResourceBundle.getBundle(
                                bundle,
                                language,
                                Thread.currentThread().getContextClassLoader(),
                                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                        .getString(key);
                return Optional.of(filled(text, members));
            } catch (MissingResourceException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static String filled(String text, Map<String, Object> members) {
        String filled = text;
        for (Map.Entry<String, Object> member : members.entrySet()) {
            filled = filled.replace("{" + member.getKey() + "}", String.valueOf(member.getValue()));
        }
        return filled;
    }
}
