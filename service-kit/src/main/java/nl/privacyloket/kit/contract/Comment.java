package nl.privacyloket.kit.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Javadoc comment, read as far as a document about an interface needs it: text and parameters, in Markdown. */
final class Comment {
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*@(?=[a-z])");
    private static final Pattern CODE = Pattern.compile("\\{@code\\s+([^}]*)}");
    private static final Pattern LABELLED_LINK = Pattern.compile("\\{@link(?:plain)?\\s+\\S+\\s+([^}]+)}");
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+([^}\\s]+)}");

    private final String text;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    Comment(String raw) {
        String[] parts = TAG.split(raw);
        text = markdown(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].strip().split("\\s+", 3);
            if (words[0].equals("param") && words.length == 3) {
                parameters.put(words[1], sentence(markdown(words[2])));
            }
        }
    }

    String text() {
        return text;
    }

    /** The first sentence, without its full stop: what a heading takes. */
    String firstSentence() {
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static String markdown(String javadoc) {
        String plain = CODE.matcher(javadoc).replaceAll("`$1`");
        plain = LABELLED_LINK.matcher(plain).replaceAll("$1");
        plain = LINK.matcher(plain).replaceAll("$1");
        plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return plain.replaceAll("\\s*</?p>\\s*", " ")
                .replaceAll("</?[a-z]+>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String sentence(String fragment) {
        return fragment.isEmpty() ? fragment : Character.toUpperCase(fragment.charAt(0)) + fragment.substring(1);
    }
}
