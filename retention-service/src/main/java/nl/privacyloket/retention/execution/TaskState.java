package nl.privacyloket.retention.execution;

import nl.privacyloket.retention.rule.WireName;

/** Where a command to a data system stands. */
public enum TaskState implements WireName {
    /** The command is on its way; an answer is awaited. */
    SENT("sent"),
    /** The system has answered as it should. */
    DONE("done"),
    /** The system said that it failed, did not answer in time, or its answer is not as the plan says. */
    FAILED("failed"),
    /** The system cannot be told by command; people do it there, and say so by closing the request. */
    BY_HAND("by-hand"),
    /** A recipient of data that takes no commands was told by mail (GDPR art. 19). */
    TOLD("told");

    private final String wireName;

    TaskState(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
