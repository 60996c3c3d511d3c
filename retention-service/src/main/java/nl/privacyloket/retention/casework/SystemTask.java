package nl.privacyloket.retention.casework;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;
import nl.privacyloket.retention.plan.EraseInstruction;
import nl.privacyloket.retention.plan.Holding;
import nl.privacyloket.retention.plan.VerdictKind;

/** One command to one data system, with what was asked, how often, and what came back. */
@Entity
@Table(name = "system_task")
class SystemTask {

    @Id
    private UUID commandId;

    private UUID requestId;
    private String organisation;
    private String system;
    private Command command;
    private int round;
    private TaskState state;
    private int attempts;
    private Instant createdAt;
    private Instant sentAt;
    private Instant nextAttemptAt;
    private Instant answeredAt;
    private String lastFailure;
    private boolean superseded;

    @ElementCollection
    @CollectionTable(name = "task_instruction", joinColumns = @JoinColumn(name = "command_id"))
    @OrderColumn(name = "position")
    private List<StoredInstruction> instructions = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "task_holding", joinColumns = @JoinColumn(name = "command_id"))
    @OrderColumn(name = "position")
    private List<StoredHolding> holdings = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "task_outcome", joinColumns = @JoinColumn(name = "command_id"))
    @OrderColumn(name = "position")
    private List<StoredOutcome> outcomes = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "task_effect", joinColumns = @JoinColumn(name = "command_id"))
    @OrderColumn(name = "position")
    private List<StoredEffect> effects = new ArrayList<>();

    /** For the persistence provider. */
    protected SystemTask() {}

    SystemTask(RequestCase request, String system, Command command, List<EraseInstruction> instructions, Instant now) {
        this.commandId = UUID.randomUUID();
        this.requestId = request.requestId();
        this.organisation = request.organisation();
        this.system = system;
        this.command = command;
        this.round = request.round();
        this.state = TaskState.SENT;
        this.createdAt = now;
        this.sentAt = now;
        instructions.forEach(line -> this.instructions.add(new StoredInstruction(
                organisation,
                line.category(),
                line.verdict(),
                line.startedBefore(),
                line.startedFrom(),
                line.until())));
    }

    /** One line of an erase command. */
    @Embeddable
    record StoredInstruction(
            String organisation,
            String category,
            VerdictKind verdict,
            LocalDate startedBefore,
            LocalDate startedFrom,
            @Column(name = "kept_until") LocalDate until) {}

    /** What the system says that it holds. */
    @Embeddable
    record StoredHolding(String organisation, String category, LocalDate startedOn, int holdings) {}

    /** What the system says that it did. */
    @Embeddable
    record StoredOutcome(String organisation, String category, int erased, int anonymised, int retained) {}

    /**
     * What the system says that became of a field or a category.
     *
     * @param item the field or the category
     * @param identifier of a field: whether people are found by it
     */
    @Embeddable
    record StoredEffect(String organisation, String item, int affected, String outcome, boolean identifier) {
        static final String UNKNOWN_FIELD = "unknown-field";
        static final String UNSUPPORTED = "unsupported";

        boolean is(String what) {
            return outcome.equals(what);
        }
    }

    UUID commandId() {
        return commandId;
    }

    UUID requestId() {
        return requestId;
    }

    String organisation() {
        return organisation;
    }

    String system() {
        return system;
    }

    Command command() {
        return command;
    }

    int round() {
        return round;
    }

    TaskState state() {
        return state;
    }

    boolean isByHand() {
        return state == TaskState.BY_HAND;
    }

    /** Nothing more is awaited of it. */
    boolean isSettled() {
        return isDone() || isTold();
    }

    boolean isDone() {
        return state == TaskState.DONE;
    }

    /** A recipient of data hears by mail what it is to do. */
    boolean isTold() {
        return state == TaskState.TOLD;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** How often the command has been sent. */
    int attempts() {
        return attempts;
    }

    /** {@code null} while it has not been sent, which a task that people carry out never is. */
    Instant sentAt() {
        return sentAt;
    }

    /** When it is sent again unless an answer comes first; {@code null} when it is not. */
    Instant nextAttemptAt() {
        return nextAttemptAt;
    }

    Instant answeredAt() {
        return answeredAt;
    }

    /** A code; kept when a later attempt succeeds. */
    String lastFailure() {
        return lastFailure;
    }

    /** The system cannot be told by command. */
    void leaveToPeople() {
        state = TaskState.BY_HAND;
        sentAt = null;
    }

    /** It is told by mail, once; whether that mail went out is heard later. */
    void tellByMail(Instant now) {
        state = TaskState.SENT;
        attempts = 1;
        sentAt = now;
        nextAttemptAt = null;
    }

    /** The mail is out. */
    void told(Instant now) {
        state = TaskState.TOLD;
        answeredAt = now;
        nextAttemptAt = null;
    }

    void sent(Instant now, Instant awaitedUntil) {
        state = TaskState.SENT;
        attempts++;
        sentAt = now;
        nextAttemptAt = awaitedUntil;
    }

    void done(Instant now) {
        state = TaskState.DONE;
        answeredAt = now;
        nextAttemptAt = null;
    }

    /** @param again when to send it again, {@code null} for never by itself */
    void failed(String reason, Instant again) {
        state = TaskState.FAILED;
        lastFailure = reason;
        nextAttemptAt = again;
    }

    /** Another command of the same round takes its place. */
    void supersede() {
        superseded = true;
        giveUp();
    }

    /** Whether another command took its place. */
    boolean isSuperseded() {
        return superseded;
    }

    /** Nothing waits for it any more. */
    void giveUp() {
        nextAttemptAt = null;
    }

    void holds(List<StoredHolding> found) {
        holdings.clear();
        holdings.addAll(found);
    }

    void did(List<StoredOutcome> done) {
        outcomes.clear();
        outcomes.addAll(done);
    }

    void had(List<StoredEffect> reported) {
        effects.clear();
        effects.addAll(reported);
    }

    List<StoredOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<StoredEffect> effects() {
        return List.copyOf(effects);
    }

    List<Holding> holdings() {
        return holdings.stream()
                .map(found -> new Holding(system, found.category(), found.startedOn(), found.holdings()))
                .toList();
    }

    List<EraseInstruction> instructions() {
        return instructions.stream()
                .map(line -> new EraseInstruction(
                        line.category(), line.verdict(), line.startedBefore(), line.startedFrom(), line.until()))
                .toList();
    }
}
