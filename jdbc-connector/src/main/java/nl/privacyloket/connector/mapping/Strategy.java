package nl.privacyloket.connector.mapping;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is written over a value where a constant would take too much away, as a mapping file words it. */
public enum Strategy {
    /** A date goes to the first day of its year. */
    YEAR("generalise", "year"),
    /** A date goes to the first day of its month. */
    MONTH("generalise", "month"),
    /** Of a Dutch postcode the four digits stay. */
    POSTCODE_4("generalise", "postcode-4"),
    /**
     * A hash under a key of this system alone: equal values stay equal within the column. Whoever has the key can find out
     * whose a value was, so this is pseudonymisation and not anonymisation.
     */
    KEYED_HASH("hash", "keyed"),
    /** Other digits for digits and other letters for letters. */
    FAKE_FORMAT("fake", "format");

    private final String kind;
    private final String word;

    Strategy(String kind, String word) {
        this.kind = kind;
        this.word = word;
    }

    /** Whether the value itself shows that it was written over already, so that doing it again changes nothing. */
    public boolean isRecognisable() {
        return kind.equals("generalise");
    }

    /** The strategy of a kind and a word, such as {@code generalise: year}. */
    static Optional<Strategy> of(String kind, String word) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.kind.equals(kind) && strategy.word.equals(word))
                .findFirst();
    }

    /** Everything that can be written in a mapping file. */
    static String all() {
        return Arrays.stream(values()).map(Strategy::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return kind + ": " + word;
    }
}
