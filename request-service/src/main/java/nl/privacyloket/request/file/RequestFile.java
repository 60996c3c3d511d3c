package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.privacyloket.request.deadline.DueDates;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.RequestStatus;
import nl.privacyloket.request.state.Step;
import org.hibernate.annotations.OptimisticLock;

/**
 * One request of one person at one organisation, from receipt to close: what came in, and what becomes of it. Changes only
 * along {@link Step}.
 */
@Entity
@Table(name = "request")
public class RequestFile extends ReceivedRequest {

    @Version
    private long revision;

    private RequestStatus status;
    private Outcome outcome;
    // That staff are to hear of a date changes nothing in the request.
    @OptimisticLock(excluded = true)
    @Column(name = "next_alarm_at")
    private Instant nextAlarmAt;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Embedded
    private TermColumns term;

    @Embedded
    private PersonColumns person;

    @Embedded
    private AccessColumns access;

    @Embedded
    private IdentityCheck identity;

    @Embedded
    private PlanColumns plan;

    @Embedded
    private DecisionColumns decision;

    @Embedded
    private ExecutionColumns execution;

    @Embedded
    private TransferColumns transfer;

    @Embedded
    private CaseworkColumns casework;

    /** For the persistence layer. */
    protected RequestFile() {}

    private RequestFile(NewRequest request) {
        super(request);
    }

    /** Opens a file. */
    static RequestFile open(NewRequest request, PersonColumns person, AccessColumns access, Instant firstAlarmAt) {
        RequestFile file = new RequestFile(request);
        file.status = request.status();
        file.term = new TermColumns(request.dates());
        file.nextAlarmAt = firstAlarmAt;
        file.person = person;
        file.access = access;
        file.identity = new IdentityCheck();
        file.plan = new PlanColumns();
        file.decision = new DecisionColumns();
        file.execution = new ExecutionColumns();
        file.casework = new CaseworkColumns();
        return file;
    }

    /** The address is confirmed; leads to {@code next}. */
    public void confirm(RequestStatus next, Instant at) {
        status = Step.CONFIRMATION.take(status, next);
        access.confirmedAt = at;
    }

    /** Something is handed in that is to show who asks; the request stays where it is. */
    public void handIn() {
        status = Step.IDENTITY_DOCUMENT.take(status, RequestStatus.AWAITING_IDENTITY);
    }

    /** It is established who asks, by a rule while confirming or by staff. */
    public void identify(String method, String by, byte[] note, Instant at) {
        if (status != RequestStatus.IN_ASSESSMENT) {
            status = Step.IDENTITY_VERIFICATION.take(status, RequestStatus.IN_ASSESSMENT);
        }
        identity = new IdentityCheck(method, IdentityCheck.VERIFIED, by, note, at);
    }

    /**
     * It cannot be established who asks, or that they may ask for the person: the request ends.
     *
     * @param outcome of the check who asks; verified when only the representation is not
     */
    public void failIdentification(String method, String outcome, String by, byte[] note, Instant at) {
        end(Step.IDENTITY_VERIFICATION, Outcome.NOT_IDENTIFIED, at);
        identity = new IdentityCheck(method, outcome, by, note, at);
    }

    /** The latest plan of what an erasure would do. */
    public void plan(String hash, List<Verdict> verdicts, Instant at) {
        plan.replace(hash, verdicts, at);
    }

    /** Staff ask the person something. */
    public void askClarification() {
        status = Step.CLARIFICATION.take(status, RequestStatus.AWAITING_CLARIFICATION);
    }

    /**
     * The person answered.
     *
     * @param dates as they are now, which depends on what the policy makes of waiting
     * @param alarmAt when staff are to hear of a new operative date
     */
    public void takeAnswer(DueDates dates, Instant alarmAt) {
        status = Step.ANSWER.take(status, RequestStatus.IN_ASSESSMENT);
        redate(dates, alarmAt);
    }

    /**
     * The term is extended.
     *
     * @param alarmAt when staff are to hear of the new operative date
     * @param by pseudonym of the officer
     * @param reason ciphertext
     */
    public void extend(DueDates dates, Instant alarmAt, String by, byte[] reason, Instant at) {
        status = Step.EXTENSION.take(status, status);
        redate(dates, alarmAt);
        term.extendedOn = dates.statutoryDueOn();
        casework.extendedAt = at;
        casework.extendedBy = by;
        casework.extensionReason = reason;
    }

    private void redate(DueDates dates, Instant alarmAt) {
        if (!term.dueOn.equals(dates.dueOn())) {
            nextAlarmAt = alarmAt;
        }
        term.redate(dates);
    }

    /** Staff have heard of the operative date, and hear of it again then, or no more when that is null. */
    public void alarmNextAt(Instant at) {
        nextAlarmAt = at;
    }

    /** The officer's decision; nothing is carried out yet. */
    public void decide(DecisionColumns taken) {
        status = Step.DECISION.take(status, RequestStatus.DECIDED);
        decision = taken;
    }

    /** Data systems are to carry the decision out; {@code uploadSecret} is for exports, otherwise null. */
    public void startExecution(byte[] uploadSecret) {
        status = Step.EXECUTION.take(status, RequestStatus.IN_EXECUTION);
        changeExecution().uploadSecret = uploadSecret;
    }

    /** Data systems have said which parts of an export they brought. */
    public void awaitParts(List<AwaitedPart> parts) {
        changeExecution().awaitedParts = List.copyOf(parts);
    }

    /** A system could not do its part; retention-service goes on trying or staff step in. */
    public void noteFailure(String system, String reason) {
        ExecutionColumns changed = changeExecution();
        changed.failedSystem = system;
        changed.failure = reason;
    }

    /** What could not be done has been done after all. */
    public void forgetFailure() {
        if (execution != null) {
            execution.failedSystem = null;
            execution.failure = null;
        }
    }

    /** The export is there and can be downloaded until then. */
    public void offerExport(Instant until) {
        changeExecution().exportUntil = until;
    }

    /** Another controller can fetch the export, once, with the token of this hash; one offered before has no use any more. */
    void offerTransfer(byte[] tokenHash, Instant at) {
        if (transfer == null) {
            transfer = new TransferColumns();
        }
        transfer.tokenHash = tokenHash;
        transfer.offeredAt = at;
        transfer.tokenUsed = false;
    }

    /** The other controller fetched the export. */
    public void transfer(Instant at) {
        transfer.transferredAt = at;
        transfer.tokenUsed = true;
    }

    private ExecutionColumns changeExecution() {
        if (execution == null) {
            execution = new ExecutionColumns();
        }
        return execution;
    }

    /** What was decided on has changed: back to the desk with the new plan. */
    public void reassess(String hash, List<Verdict> verdicts, Instant at) {
        status = Step.REASSESSMENT.take(status, RequestStatus.IN_ASSESSMENT);
        decision = new DecisionColumns();
        execution = new ExecutionColumns();
        plan.replace(hash, verdicts, at);
    }

    /** What was decided cannot be carried out as it stands: back to the desk, with the reason still shown. */
    public void reopen() {
        status = Step.REASSESSMENT.take(status, RequestStatus.IN_ASSESSMENT);
        decision = new DecisionColumns();
    }

    /** On that day what was erased has gone from the last backup too; null when no end is known. */
    public void noteBackups(LocalDate until) {
        changeExecution().backupsUntil = until;
    }

    /** All is carried out, or there was nothing to carry out: the file closes with the outcome that was decided. */
    public void complete(Instant at) {
        end(Step.COMPLETION, decision().outcome(), at);
        if (execution != null) {
            execution.failedSystem = null;
            execution.failure = null;
        }
    }

    /**
     * An officer closes the file as it was decided, though not every task has been answered.
     *
     * @param by pseudonym of the officer
     * @param reason ciphertext
     */
    public void override(String by, byte[] reason, Instant at) {
        end(Step.CLOSING, decision().outcome(), at);
        casework.overridden = true;
        casework.overriddenBy = by;
        casework.closingReason = reason;
    }

    /** The person takes the request back. */
    public void withdraw(Instant at) {
        end(Step.WITHDRAWAL, Outcome.WITHDRAWN, at);
    }

    private void end(Step step, Outcome how, Instant at) {
        status = step.take(status, RequestStatus.CLOSED);
        outcome = how;
        closedAt = at;
        nextAlarmAt = null;
        // A code or a secret has no use any more.
        access.codeHash = null;
        if (execution != null) {
            execution.uploadSecret = null;
        }
    }

    /** Whether the operative date has passed and the request is not closed. */
    public boolean isOverdue(LocalDate today) {
        return status != RequestStatus.CLOSED && dates().isOverdue(today);
    }

    public DueDates dates() {
        return term.dates();
    }

    /** Grows with each change; what {@code ETag} and {@code If-Match} compare. */
    public long revision() {
        return revision;
    }

    public RequestStatus status() {
        return status;
    }

    /** Null until closed. */
    public Outcome outcome() {
        return outcome;
    }

    public CaseworkColumns casework() {
        return casework;
    }

    /** The date that an extension led to when it was told, or null. */
    public LocalDate extendedOn() {
        return term.extendedOn;
    }

    public Instant closedAt() {
        return closedAt;
    }

    PersonColumns person() {
        return person;
    }

    // The persistence layer leaves out a group whose columns are all empty. It is not put in place on reading:
    // that would count as a change.

    public AccessColumns access() {
        return access;
    }

    public IdentityCheck identity() {
        return identity == null ? new IdentityCheck() : identity;
    }

    public PlanColumns plan() {
        return plan;
    }

    public DecisionColumns decision() {
        return decision == null ? new DecisionColumns() : decision;
    }

    public TransferColumns transfer() {
        return transfer == null ? new TransferColumns() : transfer;
    }

    public ExecutionColumns execution() {
        return execution == null ? new ExecutionColumns() : execution;
    }

    @Override
    public String toString() {
        return "RequestFile[" + id() + " " + status.code() + "]";
    }
}
