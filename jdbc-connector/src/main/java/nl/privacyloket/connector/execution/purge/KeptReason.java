package nl.privacyloket.connector.execution.purge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a record stays although its term has ended. */
public enum KeptReason {
    /** It, or something under it, belongs to somebody whose data stay, or is of a category that stays. */
    @JsonProperty("held")
    HELD,
    /** Something that stays refers to it. */
    @JsonProperty("still-referenced")
    STILL_REFERENCED,
    /** The mapping does not say how. */
    @JsonProperty("cannot-anonymise")
    CANNOT_ANONYMISE,
    /** The mapping does not say how. */
    @JsonProperty("cannot-restrict")
    CANNOT_RESTRICT,
    /** There is no such table in the category, or no such key. */
    @JsonProperty("unknown-record")
    UNKNOWN_RECORD,
    /** Somebody else had it, or something under it, locked until the end; it is left to the next command. */
    @JsonProperty("locked")
    LOCKED,
    /** Its start date counts from another event than the rule does. */
    @JsonProperty("no-start-date")
    NO_START_DATE,
    /** The mapping or the database does not let it go. */
    @JsonProperty("unsupported")
    UNSUPPORTED
}
