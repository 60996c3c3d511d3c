package nl.privacyloket.connector.mapping;

/**
 * A column by which a person is found.
 *
 * @param type identifier type as in requests, such as {@code e-mail} or {@code customer-number}
 * @param column column of the table
 * @param normalisation how given value and column are made comparable
 * @param manyRows of the confirmed identifier: whether several rows with the same value are one person's (form
 *     submissions) rather than a reason to refuse (accounts); of another: whether several persons share a value (the
 *     number of their company), so that it finds nobody
 */
public record IdentifierColumn(String type, String column, Normalisation normalisation, boolean manyRows) {}
