package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.sweep.SweepCommand.State;

/** What follows when a data system fails: another attempt later, and word to people when there is none left today. */
@ApplicationScoped
class SweepFailures {
    static final String NO_ANSWER = "no-answer";
    static final String LEFT_OVER = "left-over";
    /** Refusals that follow from the order or the data: the same order again gets the same answer. */
    private static final Set<String> REFUSALS = Set.of(
            "unknown-category",
            "unknown-record",
            "unsupported",
            "cannot-retain",
            "cannot-anonymise",
            "cannot-restrict",
            "still-referenced",
            "constraint-violated",
            "rows-not-changed",
            "permit-refused",
            "held");

    private final SweepCommands commands;
    private final SweepPatience patience;
    private final SweepFacts facts;
    private final SweepWake wake;
    private final Permits permits;
    private final Clock clock;

    SweepFailures(
            SweepCommands commands,
            SweepPatience patience,
            SweepFacts facts,
            SweepWake wake,
            Permits permits,
            Clock clock) {
        this.commands = commands;
        this.patience = patience;
        this.facts = facts;
        this.wake = wake;
        this.permits = permits;
        this.clock = clock;
    }

    /** The system said that it failed. */
    void reported(Connection connection, SweepCommand command, String reason) throws SQLException {
        var again = REFUSALS.contains(reason)
                ? Optional.<Instant>empty()
                : patience.afterFailure(clock.instant(), command.attempts());
        if (again.isPresent()) {
            commands.failing(connection, command, reason, again.get());
        } else {
            forGood(connection, command, reason);
        }
    }

    /** Given up for today. What is left of it is ordered anew on the next day, or when an operator asks for it. */
    void forGood(Connection connection, SweepCommand command, String reason) throws SQLException {
        commands.stopped(connection, command, clock.instant());
        commands.ended(connection, command, State.FAILED, false, reason, null, null);
        if (NO_ANSWER.equals(reason)) {
            // It may still be on its way: nobody looks after it any more, so it may not commit.
            permits.withdraw(List.of(command.commandId()));
        } else {
            permits.answered(command.commandId());
        }
        facts.failed(command, reason);
        wake.afterCommit(command.slice());
    }
}
