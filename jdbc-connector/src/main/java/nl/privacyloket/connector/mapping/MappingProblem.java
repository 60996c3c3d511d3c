package nl.privacyloket.connector.mapping;

/**
 * One thing that is wrong with a mapping.
 *
 * @param file mapping file
 * @param place where in the file, such as {@code tables.invoice.onRetain.set.customer_id}
 * @param text what is wrong, in words
 */
public record MappingProblem(String file, String place, String text) {
    @Override
    public String toString() {
        return file + ": " + (place.isEmpty() ? "" : place + ": ") + text;
    }
}
