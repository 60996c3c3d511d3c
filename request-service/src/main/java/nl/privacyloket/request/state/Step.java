package nl.privacyloket.request.state;

import static nl.privacyloket.request.state.RequestStatus.AWAITING_CLARIFICATION;
import static nl.privacyloket.request.state.RequestStatus.AWAITING_CONFIRMATION;
import static nl.privacyloket.request.state.RequestStatus.AWAITING_IDENTITY;
import static nl.privacyloket.request.state.RequestStatus.CLOSED;
import static nl.privacyloket.request.state.RequestStatus.DECIDED;
import static nl.privacyloket.request.state.RequestStatus.IN_ASSESSMENT;
import static nl.privacyloket.request.state.RequestStatus.IN_EXECUTION;

import java.util.EnumSet;
import java.util.Set;
import nl.privacyloket.request.law.Coded;

/** The one table of transitions: which step leads from where to where. */
public enum Step implements Coded {
    /** The person enters the code from the mail. */
    CONFIRMATION(
            "confirmation",
            Taker.PERSON,
            EnumSet.of(AWAITING_CONFIRMATION),
            EnumSet.of(AWAITING_IDENTITY, IN_ASSESSMENT)),
    /** The person uploads a masked copy of an identity document, or evidence that somebody may act for them. */
    IDENTITY_DOCUMENT("identity-document", Taker.PERSON, EnumSet.of(AWAITING_IDENTITY), EnumSet.of(AWAITING_IDENTITY)),
    /** Staff ask the person something. */
    CLARIFICATION("clarification", Taker.STAFF, EnumSet.of(IN_ASSESSMENT), EnumSet.of(AWAITING_CLARIFICATION)),
    /** The person answers, or staff enter what the person told them. */
    ANSWER(
            "answer",
            EnumSet.of(Taker.PERSON, Taker.STAFF),
            EnumSet.of(AWAITING_CLARIFICATION),
            EnumSet.of(IN_ASSESSMENT)),
    /** The statutory term is extended; the request stays where it is. */
    EXTENSION(
            "extension",
            Taker.STAFF,
            EnumSet.complementOf(EnumSet.of(CLOSED)),
            EnumSet.complementOf(EnumSet.of(CLOSED))),
    /** Staff establish who asks, or that it cannot be established. */
    IDENTITY_VERIFICATION(
            "identity-verification",
            Taker.STAFF,
            EnumSet.of(AWAITING_CONFIRMATION, AWAITING_IDENTITY),
            EnumSet.of(IN_ASSESSMENT, CLOSED)),
    /** The privacy officer decides; where two have to, the first one's decision leaves the request where it is. */
    DECISION(
            "decision",
            Taker.STAFF,
            EnumSet.of(IN_ASSESSMENT, AWAITING_CLARIFICATION),
            EnumSet.of(DECIDED, IN_ASSESSMENT, AWAITING_CLARIFICATION)),
    /** A second officer approves what the first one decided, or does not. */
    DECISION_APPROVAL(
            "decision-approval",
            Taker.STAFF,
            EnumSet.of(IN_ASSESSMENT, AWAITING_CLARIFICATION),
            EnumSet.of(DECIDED, IN_ASSESSMENT, AWAITING_CLARIFICATION)),
    /** Data systems are told. */
    EXECUTION("execution", Taker.SYSTEM, EnumSet.of(DECIDED), EnumSet.of(IN_EXECUTION)),
    /** What was decided on has changed meanwhile: the decision is to be taken again. */
    REASSESSMENT("reassessment", Taker.SYSTEM, EnumSet.of(DECIDED, IN_EXECUTION), EnumSet.of(IN_ASSESSMENT)),
    /** All that was decided has been carried out, or there is nothing to carry out. */
    COMPLETION("completion", Taker.SYSTEM, EnumSet.of(DECIDED, IN_EXECUTION), EnumSet.of(CLOSED)),
    /** An officer closes a request of which not every task has been answered, and says why. */
    CLOSING("closing", Taker.STAFF, EnumSet.of(DECIDED, IN_EXECUTION), EnumSet.of(CLOSED)),
    /** The person takes the request back; not any more once it is being carried out. */
    WITHDRAWAL(
            "withdrawal",
            Taker.PERSON,
            EnumSet.of(AWAITING_CONFIRMATION, AWAITING_IDENTITY, IN_ASSESSMENT, AWAITING_CLARIFICATION),
            EnumSet.of(CLOSED));

    /** Who takes a step. */
    public enum Taker {
        PERSON,
        STAFF,
        SYSTEM
    }

    private final String code;
    private final Set<Taker> takers;
    private final Set<RequestStatus> from;
    private final Set<RequestStatus> to;

    Step(String code, Taker taker, Set<RequestStatus> from, Set<RequestStatus> to) {
        this(code, EnumSet.of(taker), from, to);
    }

    Step(String code, Set<Taker> takers, Set<RequestStatus> from, Set<RequestStatus> to) {
        this.code = code;
        this.takers = takers;
        this.from = from;
        this.to = to;
    }

    @Override
    public String code() {
        return code;
    }

    public boolean isFor(Taker taker) {
        return takers.contains(taker);
    }

    /** Whether of all staff only a privacy officer takes it. */
    public boolean isForOfficer() {
        return switch (this) {
            case EXTENSION, DECISION, DECISION_APPROVAL, CLOSING -> true;
            default -> false;
        };
    }

    public boolean leadsTo(RequestStatus status) {
        return to.contains(status);
    }

    public boolean isFrom(RequestStatus status) {
        return from.contains(status);
    }

    /**
     * Takes the step.
     *
     * @return where it led, which is {@code target}
     * @throws IllegalStepException when it cannot be taken from there
     * @throws IllegalArgumentException when it never leads there
     */
    public RequestStatus take(RequestStatus current, RequestStatus target) {
        if (!isFrom(current)) {
            throw new IllegalStepException(this, current);
        }
        if (!to.contains(target)) {
            throw new IllegalArgumentException(code + " does not lead to " + target.code());
        }
        return target;
    }
}
