package nl.privacyloket.notification.correspondence;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the person asks for (GDPR art. 7(3), 15-18, 20 and 21). */
public enum Right {
    ACCESS,
    RECTIFICATION,
    ERASURE,
    RESTRICTION,
    OBJECTION,
    PORTABILITY,
    CONSENT_WITHDRAWAL;

    /** The word in events, such as {@code consent-withdrawal}; empty when there is no such right. */
    public static Optional<Right> of(String word) {
        return Stream.of(values()).filter(right -> right.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a grant ends the use of data for a purpose. */
    public boolean endsUse() {
        return this == OBJECTION || this == CONSENT_WITHDRAWAL;
    }

    /** Whether a grant ends with a file that the person downloads. */
    public boolean endsWithExport() {
        return this == ACCESS || this == PORTABILITY;
    }
}
