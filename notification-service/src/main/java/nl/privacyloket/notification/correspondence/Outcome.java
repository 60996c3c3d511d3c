package nl.privacyloket.notification.correspondence;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a request was decided, or how it ended. The last two only end a request. */
public enum Outcome {
    GRANTED,
    PARTLY_GRANTED,
    REFUSED,
    WITHDRAWN,
    NOT_IDENTIFIED;

    /** The word in events, such as {@code partly-granted}; empty when there is no such outcome. */
    public static Optional<Outcome> of(String word) {
        return Stream.of(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a decision can say this. */
    public boolean isDecision() {
        return this == GRANTED || this == PARTLY_GRANTED || this == REFUSED;
    }
}
