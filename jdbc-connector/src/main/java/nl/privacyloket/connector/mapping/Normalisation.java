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
    EXACT("%s"),
    /** Without surrounding blanks. */
    TRIM("btrim(%s)"),
    /** Without surrounding blanks, in lower case; dots and tags are part of an address and stay. */
    E_MAIL("lower(btrim(%s))"),
    /** Without surrounding blanks, in lower case. */
    CASE_INSENSITIVE("lower(btrim(%s))"),
    /** Letters and digits only, in lower case: {@code C-1042} equals {@code c 1042}. */
    ALPHANUMERIC("lower(regexp_replace(%s, '[^[:alnum:]]', '', 'g'))"),
    /** Digits only. */
    DIGITS("regexp_replace(%s, '[^0-9]', '', 'g')");

    private final String expression;

    Normalisation(String expression) {
        this.expression = expression;
    }

    /** The SQL of the comparable form of a text expression; NULL for an empty form. */
    public String sql(String textExpression) {
        return "nullif(" + expression.formatted(textExpression) + ", '')";
    }

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
