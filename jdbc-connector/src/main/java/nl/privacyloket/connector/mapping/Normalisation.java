package nl.privacyloket.connector.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a value given by a person and a value in a column are made comparable. Both sides go through the same SQL
 * expression, so that the database's own rules for case apply to both. An expression that leaves nothing gives NULL, so
 * that a value without content never matches rows without content.
 */
public enum Normalisation {
    /** As it stands. */
    EXACT,
    /** Without surrounding blanks. */
    TRIM,
    /** Without surrounding blanks, in lower case; dots and tags are part of an address and stay. */
    E_MAIL,
    /** Without surrounding blanks, in lower case. */
    CASE_INSENSITIVE,
    /** Letters and digits only, in lower case: {@code C-1042} equals {@code c 1042}. */
    ALPHANUMERIC,
    /** Digits only. */
    DIGITS;

    /** The value in a mapping file: {@code e-mail}, {@code case-insensitive}, … */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Normalisation> of(String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.wireName().equals(wireName))
                .findFirst();
    }
}
