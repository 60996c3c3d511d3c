package nl.privacyloket.connector.person;

import java.util.Map;
import nl.privacyloket.connector.mapping.TableName;

/**
 * A row, or a remembered erased person, that agrees with the subject in at least one identifier.
 *
 * @param table table of the row; {@code null} for a remembered person
 * @param key key of the row as JSON, or id of the remembered person
 * @param agreements by identifier type, for the given types that are mapped there
 * @param manyRows whether several rows of this table may be one person's
 */
public record Candidate(TableName table, String key, Map<String, Agreement> agreements, boolean manyRows) {

    boolean isRemembered() {
        return table == null;
    }

    boolean has(String type, Agreement agreement) {
        return agreements.get(type) == agreement;
    }

    /** Without the key, which may be personal data. */
    @Override
    public String toString() {
        return "Candidate[" + (isRemembered() ? "remembered" : table) + " " + agreements + "]";
    }
}
