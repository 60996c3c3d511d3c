package nl.privacyloket.notification.letter;

/** Breaks plain text for mail readers that do not: at blanks, 72 columns (RFC 3676 advises 66 to 72, at most 78). */
public final class TextColumns {
    private static final int WIDTH = 72;

    private TextColumns() {}

    /** A word that is longer than a line, such as a link, stays whole on a line of its own. */
    public static String wrap(String text) {
        return wrap(text, "", "");
    }

    /**
     * @param first what the first line starts with
     * @param next what each further line starts with
     */
    public static String wrap(String text, String first, String next) {
        StringBuilder wrapped = new StringBuilder(first);
        int column = first.length();
        boolean lineStart = true;
        for (String word : text.strip().split("\\s+")) {
            if (!lineStart && column + 1 + word.length() > WIDTH) {
                wrapped.append('\n').append(next);
                column = next.length();
                lineStart = true;
            }
            if (!lineStart) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
            lineStart = false;
        }
        return wrapped.toString();
    }
}
