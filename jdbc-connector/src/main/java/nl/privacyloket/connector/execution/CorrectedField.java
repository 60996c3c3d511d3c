package nl.privacyloket.connector.execution;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of one field.
 *
 * @param field field of the policy
 * @param rows rows that were changed; with {@link Outcome#UNCHANGED} those that said so already
 * @param outcome what became of it
 * @param identifier whether people are found by this field here
 */
public record CorrectedField(String field, int rows, Outcome outcome, boolean identifier) {

    /** What can become of a field. */
    public enum Outcome {
        /** At least one row got the new value. */
        @JsonProperty("changed")
        CHANGED,
        /** There was nothing to change. */
        @JsonProperty("unchanged")
        UNCHANGED,
        /** The mapping has no such field. */
        @JsonProperty("unknown-field")
        UNKNOWN_FIELD
    }
}
