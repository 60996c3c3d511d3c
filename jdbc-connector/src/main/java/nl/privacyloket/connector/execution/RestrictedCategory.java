package nl.privacyloket.connector.execution;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of a person's records of one category.
 *
 * @param category category of the policy
 * @param rows records that are now as asked; with {@link Outcome#UNSUPPORTED} those that are not
 * @param outcome what became of them
 */
public record RestrictedCategory(String category, int rows, Outcome outcome) {

    /** What can become of a category. */
    public enum Outcome {
        /** Carried out. */
        @JsonProperty("done")
        DONE,
        /** The mapping says nothing about it. */
        @JsonProperty("unsupported")
        UNSUPPORTED
    }
}
