package nl.privacyloket.request.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.request.execution.ExecutionFacts.Completed;
import nl.privacyloket.request.execution.ExecutionFacts.Failed;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.Restriction;
import nl.privacyloket.request.file.Restrictions;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.restriction.Lifting;
import nl.privacyloket.request.state.RequestStatus;
import org.jboss.logging.Logger;

/**
 * Follows the execution of rectifications, restrictions, objections and withdrawals of consent. A request closes when every
 * system has done its part; where one could not, it stays open until people have done it and say so. A correction that
 * cannot be made as decided comes back to the officer.
 */
@ApplicationScoped
class ExecutionHandler implements EventHandler {

    private static final Logger LOG = Logger.getLogger(ExecutionHandler.class);
    private static final String COMPLETED = RetentionFacts.PREFIX + "execution-completed.v1";
    private static final String FAILED = RetentionFacts.PREFIX + "execution-failed.v1";
    private static final String LIFT = "lift";

    /** What a system says of a correction that trying again would not help: the officer has to decide on another one. */
    private static final Set<String> ANOTHER_CORRECTION =
            Set.of("unknown-field", "no-rows", "value-does-not-fit", "identifier-taken");

    private final RequestFiles files;
    private final Restrictions restrictions;
    private final Lifting lifting;
    private final RequestJournal journal;
    private final Clock clock;

    ExecutionHandler(
            RequestFiles files, Restrictions restrictions, Lifting lifting, RequestJournal journal, Clock clock) {
        this.files = files;
        this.restrictions = restrictions;
        this.lifting = lifting;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return RetentionEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(COMPLETED, FAILED);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        if (event.type().equals(COMPLETED)) {
            completed(event, event.data(Completed.class));
        } else {
            failed(event, event.data(Failed.class));
        }
    }

    private void completed(IncomingEvent event, Completed fact) {
        if (fact.requestId() == null || fact.systems() == null || fact.action() == null) {
            throw new PoisonEventException("incomplete-data");
        }
        Optional<RequestFile> found =
                files.lock(fact.requestId()).filter(file -> file.organisation().equals(event.organisation()));
        if (found.isPresent() && fact.action().equals(LIFT)) {
            lifting.lifted(found.get());
        } else if (found.isPresent() && found.get().status() == RequestStatus.IN_EXECUTION) {
            fact.shortfall()
                    .ifPresentOrElse(
                            missing -> noteFailure(found.get(), missing.system(), missing.reason()),
                            () -> close(found.get()));
        } else {
            passOver(event);
        }
    }

    private void close(RequestFile file) {
        Instant now = now();
        if (file.right() == Right.RESTRICTION) {
            restrictions.begin(file, now);
        }
        file.complete(now);
        journal.noteClosed(file, RequestJournal.RETENTION, now);
    }

    private void failed(IncomingEvent event, Failed fact) {
        if (fact.requestId() == null || fact.reason() == null) {
            throw new PoisonEventException("incomplete-data");
        }
        Optional<RequestFile> found = files.lock(fact.requestId())
                .filter(file -> file.organisation().equals(event.organisation()))
                .filter(this::isExpected);
        found.ifPresentOrElse(file -> noteFailure(file, fact.system(), fact.reason()), () -> passOver(event));
    }

    /** A request is being carried out, or a restriction that it led to is being lifted. */
    private boolean isExpected(RequestFile file) {
        return file.status() != RequestStatus.CLOSED
                || restrictions.of(file).filter(Restriction::isBeingLifted).isPresent();
    }

    private void noteFailure(RequestFile file, String system, String reason) {
        file.noteFailure(system, reason);
        Map<String, String> details = new HashMap<>(Map.of("reason", reason));
        if (system != null) {
            details.put("system", system);
        }
        journal.note(file, FactKind.EXECUTION_FAILED, RequestJournal.RETENTION, now(), details);
        if (ANOTHER_CORRECTION.contains(reason) && file.status() == RequestStatus.IN_EXECUTION) {
            file.reopen();
            journal.note(file, FactKind.REOPENED, RequestJournal.SELF, now(), Map.of("reason", reason));
        }
    }

    private static void passOver(IncomingEvent event) {
        LOG.infof("fact passed over type=%s key=%s eventId=%s", event.type(), event.key(), event.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
