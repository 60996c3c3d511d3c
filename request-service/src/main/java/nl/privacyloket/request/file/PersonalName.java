package nl.privacyloket.request.file;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A name as people write it: in capitals or not, with or without accents, with initials or first names. It tells apart
 * people who share a mailbox or a customer number.
 */
public final class PersonalName {

    private final List<String> words;

    private PersonalName(List<String> words) {
        this.words = words;
    }

    /** Of a name, or of null for none. */
    public static PersonalName of(String name) {
        String plain = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L}\\p{Nd}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return new PersonalName(plain.isEmpty() ? List.of() : List.of(plain.split(" ")));
    }

    /** Whether it is the same name but for case, accents, spaces and punctuation. */
    public boolean equalTo(PersonalName other) {
        return !words.isEmpty() && words.equals(other.words);
    }

    /**
     * Whether both can be the name of one person: the same last word, and the same first one, of which one may be an initial.
     */
    public boolean fits(PersonalName other) {
        if (words.isEmpty() || other.words.isEmpty() || !last().equals(other.last())) {
            return false;
        }
        boolean initial = first().length() == 1 || other.first().length() == 1;
        return initial ? first().charAt(0) == other.first().charAt(0) : first().equals(other.first());
    }

    private String first() {
        return words.get(0);
    }

    private String last() {
        return words.get(words.size() - 1);
    }

    @Override
    public String toString() {
        return "PersonalName[redacted]";
    }
}
