package nl.privacyloket.connector.dialect;

import nl.privacyloket.connector.catalogue.CatalogueColumn;

/**
 * A column of row {@code t} that must equal one of a given row.
 *
 * @param own the column of {@code t}
 * @param given the column of the other row, in the type of its own table
 */
public record JoinedColumn(CatalogueColumn own, CatalogueColumn given) {}
