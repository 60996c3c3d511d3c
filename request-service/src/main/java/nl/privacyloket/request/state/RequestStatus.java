package nl.privacyloket.request.state;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.request.law.Coded;

/** Where a request stands. Every status but the last counts for the deadline. */
public enum RequestStatus implements Coded {
    /** The mail address is still to be confirmed. */
    AWAITING_CONFIRMATION("awaiting-confirmation"),
    /** Who asks is still to be established. */
    AWAITING_IDENTITY("awaiting-identity"),
    /** On the organisation's desk. */
    IN_ASSESSMENT("in-assessment"),
    /** The person has been asked something. */
    AWAITING_CLARIFICATION("awaiting-clarification"),
    /** Decided, and nothing has been carried out yet. */
    DECIDED("decided"),
    /** Data systems are carrying the decision out. */
    IN_EXECUTION("in-execution"),
    /** Over, with an {@link Outcome}. */
    CLOSED("closed");

    private final String code;

    RequestStatus(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Steps that can be taken from here, by whomever. */
    public List<Step> allowed() {
        return Arrays.stream(Step.values()).filter(step -> step.isFrom(this)).toList();
    }

    /** Steps that one kind of taker can take from here. */
    public List<Step> allowed(Step.Taker taker) {
        return allowed().stream().filter(step -> step.isFor(taker)).toList();
    }

    public static Optional<RequestStatus> ofCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst();
    }
}
