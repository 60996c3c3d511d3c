package nl.privacyloket.connector.person;

/**
 * What a person is known by.
 *
 * @param type such as {@code e-mail} or {@code customer-number}
 * @param value as the person gave it
 */
public record Identifier(String type, String value) {
    /** Without the value, which is personal data. */
    @Override
    public String toString() {
        return "Identifier[type=" + type + ", value=…]";
    }
}
