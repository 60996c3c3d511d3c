package nl.privacyloket.retention.execution;

import java.util.Set;
import nl.privacyloket.retention.rule.WireName;

/** How far this service is with one request. */
public enum CaseState implements WireName {
    /** Identity is verified, nothing is asked of the data systems until a decision. */
    OPEN("open"),
    /** The data systems are asked what they hold, for the plan of an erasure. */
    PLANNING("planning"),
    /** A plan is there and waits for a decision. */
    PLANNED("planned"),
    /** The data systems do what was decided: erase and be asked what is left, correct, restrict. */
    EXECUTING("executing"),
    /** The data systems bring their parts of an export. */
    COLLECTING("collecting"),
    /** The data systems lift a restriction; the person was told. */
    LIFTING("lifting"),
    /** What was decided is done but for what a hold keeps; that goes by itself once the hold has ended. */
    HELD("held"),
    /** Everything that was decided is done. */
    COMPLETED("completed"),
    /** The request has ended in another way. */
    CLOSED("closed");

    private final String wireName;

    CaseState(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Whether a case may go from this state to the next. */
    public boolean canBecome(CaseState next) {
        return successors().contains(next);
    }

    /** Whether nothing more happens unless a restriction is lifted: what identified the person is gone. */
    public boolean hasEnded() {
        return this == COMPLETED || this == CLOSED;
    }

    private Set<CaseState> successors() {
        return switch (this) {
            case OPEN -> Set.of(COLLECTING, EXECUTING, CLOSED);
            case PLANNING -> Set.of(PLANNED, CLOSED);
            case PLANNED -> Set.of(PLANNING, PLANNED, EXECUTING, CLOSED);
            case EXECUTING -> Set.of(PLANNING, LIFTING, HELD, COMPLETED, CLOSED);
            case HELD -> Set.of(PLANNING);
            case COLLECTING -> Set.of(COMPLETED, CLOSED);
            case LIFTING -> Set.of(COMPLETED, CLOSED);
            case COMPLETED -> Set.of(LIFTING, CLOSED);
            case CLOSED -> Set.of(LIFTING);
        };
    }
}
