package nl.privacyloket.connector.execution;

/**
 * What one field of a person must say from now on.
 *
 * @param field field of the policy
 * @param value the right value
 */
public record Correction(String field, String value) {
    /** Without the value, which is personal data. */
    @Override
    public String toString() {
        return "Correction[field=" + field + ", value=…]";
    }
}
