package nl.privacyloket.request.policy;

/** The same text in both languages that every organisation can be addressed in. */
public record LocalizedText(String nl, String en) {

    /** The text for a locale: Dutch for {@code nl}, English for any other. */
    public String in(String locale) {
        return "nl".equals(locale) ? nl : en;
    }
}
