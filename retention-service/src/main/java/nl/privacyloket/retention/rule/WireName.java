package nl.privacyloket.retention.rule;

import java.util.Arrays;

/** A value that has a fixed name on the wire and in the database; the name of the constant in Java never travels. */
public interface WireName {

    /** The name outside of this program: lower case, words joined by a hyphen. */
    String wireName();

    /**
     * The constant with that name.
     *
     * @throws IllegalArgumentException when no constant has it; the message holds the type and no input
     */
    static <E extends Enum<E> & WireName> E parse(Class<E> type, String wireName) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a " + type.getSimpleName()));
    }
}
