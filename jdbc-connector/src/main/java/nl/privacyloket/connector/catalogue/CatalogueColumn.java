package nl.privacyloket.connector.catalogue;

import java.util.regex.Pattern;

/**
 * A column as the database has it.
 *
 * @param name name
 * @param type type as SQL, with its modifiers, such as {@code character varying(60)}
 * @param family what kind of value it holds
 * @param notNull whether it refuses NULL, by itself or by its domain
 * @param generated whether the database computes it, so that it cannot be written
 * @param collation rules by which the database compares its text; {@code null} where that does not matter
 */
public record CatalogueColumn(
        String name, String type, Family family, boolean notNull, boolean generated, String collation) {
    private static final Pattern NUMBER =
            Pattern.compile("(tinyint|smallint|mediumint|int|integer|bigint|numeric|decimal)\\b.*");

    /** Kinds of values, as far as a mapping depends on them. */
    public enum Family {
        /** Text, numbers and UUIDs: a person can be found by it. */
        IDENTIFYING,
        /** A day. */
        DATE,
        /** A local date and time. */
        TIMESTAMP,
        /** An instant. */
        INSTANT,
        /** Anything else. */
        OTHER
    }

    /** Whether it holds text. */
    public boolean isText() {
        return family == Family.IDENTIFYING
                && !type.equals("uuid")
                && !NUMBER.matcher(type).matches();
    }

    /** Whether a start date can be read from it. */
    public boolean isDated() {
        return family == Family.DATE || family == Family.TIMESTAMP || family == Family.INSTANT;
    }
}
