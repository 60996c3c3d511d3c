package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.sweep.PurgeResults.Line;
import nl.privacyloket.retention.sweep.SweepCommand.State;

/** Takes in that the file of a request is gone; what this service kept about the request goes with it. */
@ApplicationScoped
class RequestFileEvents implements EventHandler {
    static final String ERASED = "nl.privacyloket.request.file-erased.v1";
    static final String KEPT = "nl.privacyloket.request.file-kept.v1";
    private static final String IN_USE = "in-use";

    private final SweepCommands commands;
    private final Claims claims;
    private final Outcomes outcomes;
    private final RequestFiles files;
    private final CaseFiles caseFiles;
    private final SweepFailures failures;
    private final Permits permits;
    private final SweepFacts facts;
    private final SweepWake wake;

    RequestFileEvents(
            SweepCommands commands,
            Claims claims,
            Outcomes outcomes,
            RequestFiles files,
            CaseFiles caseFiles,
            SweepFailures failures,
            Permits permits,
            SweepFacts facts,
            SweepWake wake) {
        this.commands = commands;
        this.claims = claims;
        this.outcomes = outcomes;
        this.files = files;
        this.caseFiles = caseFiles;
        this.failures = failures;
        this.permits = permits;
        this.facts = facts;
        this.wake = wake;
    }

    private record Answer(UUID requestId, UUID commandId, Instant erasedAt) {}

    @Override
    public String channel() {
        return "requests";
    }

    @Override
    public Set<String> types() {
        return Set.of(ERASED, KEPT);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        var answer = event.data(Answer.class);
        var isKept = KEPT.equals(event.type());
        if (answer.requestId() == null || answer.commandId() == null || (!isKept && answer.erasedAt() == null)) {
            throw new PoisonEventException("incomplete-fact");
        }
        var command = commands.find(connection, answer.commandId(), true)
                .filter(found -> found.scope() == SweepScope.REQUEST_FILE)
                .filter(found -> found.requestId().equals(answer.requestId()))
                .orElseThrow(() -> new PoisonEventException("unknown-command"));
        if (!command.organisation().equals(event.organisation())) {
            throw new PoisonEventException("foreign-organisation");
        }
        permits.answered(command.commandId());
        if (isKept) {
            if (command.state() == State.PURGING) {
                failures.forGood(connection, command, IN_USE);
            }
        } else if (command.state() != State.DONE) {
            erased(connection, command, answer.erasedAt());
        }
    }

    /** Also after the order was given up: gone is gone. */
    private void erased(Connection connection, SweepCommand command, Instant at) throws SQLException {
        outcomes.keep(connection, command, List.of(new Line(command.categories().get(0), 1, 0, 0, 0, 0)));
        claims.release(connection, List.of(command.commandId()));
        files.erased(command.organisation(), command.requestId());
        caseFiles.erase(command.requestId());
        commands.ended(connection, command, State.DONE, true, null, at, at);
        facts.completed(command, outcomes.categories(connection, command), at);
        wake.afterCommit(command.slice());
    }
}
