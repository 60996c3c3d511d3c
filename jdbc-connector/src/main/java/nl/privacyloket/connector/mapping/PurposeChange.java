package nl.privacyloket.connector.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How rows of a table are taken out of use for one purpose.
 *
 * @param where column to the value that a row must have, {@code null} for NULL; empty for every row
 * @param set what is written over those rows
 */
public record PurposeChange(Map<String, String> where, ColumnChanges set) {

    public PurposeChange {
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }
}
