package nl.privacyloket.connector.dialect;

import nl.privacyloket.connector.catalogue.CatalogueColumn;

/**
 * A column of row {@code t} that must equal one of a given row.
 *
 * @param own the column of {@code t}
 * @param given the column of the other row, in the type of its own table
 * @param exact whether only the very same value counts, rather than what a foreign key would take for the same
 */
public record JoinedColumn(CatalogueColumn own, CatalogueColumn given, boolean exact) {
    /** A column of a key: it names one row. */
    public static JoinedColumn ofKey(CatalogueColumn column) {
        return new JoinedColumn(column, column, true);
    }

    /** A column that leads to the row above. */
    public static JoinedColumn toParent(CatalogueColumn own, CatalogueColumn parents) {
        return new JoinedColumn(own, parents, false);
    }
}
