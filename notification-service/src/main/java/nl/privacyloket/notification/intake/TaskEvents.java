package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.OrganisationFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed.Trouble;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.organisation.PolicyInForce;
import nl.privacyloket.notification.queue.MessageQueue;

/** Tells staff what data systems did not do, and what they cannot: nothing goes on there without people. */
public final class TaskEvents implements EventHandler {
    private static final String PREFIX = "nl.privacyloket.retention.";
    private static final String BY_HAND = "by-hand";
    private static final String NOT_PURGED = "purge-failed";

    /** As the contracts have codes, and ids of systems. Whatever else comes is not passed on in a mail. */
    private static final Pattern CODE = Pattern.compile("(?=.{1,100}$)[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    private static final Pattern SYSTEM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final Map<String, Reaction> reactions = Map.of(
            PREFIX + "erasure-failed.v1", this::stuck,
            PREFIX + "execution-failed.v1", this::stuck,
            PREFIX + "task-changed.v1", this::taskChanged,
            PREFIX + "plan-drifted.v1", this::planDrifted,
            PREFIX + "purge-failed.v1", this::notPurged);

    private final MessageQueue queue;
    private final OrganisationRegister organisations;
    private final Clock clock;

    public TaskEvents(MessageQueue queue, OrganisationRegister organisations, Clock clock) {
        this.queue = queue;
        this.organisations = organisations;
        this.clock = clock;
    }

    private interface Reaction {
        void to(IncomingEvent event, Connection connection) throws SQLException;
    }

    private record Stuck(UUID requestId, String system, String reason) {}

    private record Task(UUID requestId, String system, String command, String state) {}

    private record Drifted(UUID requestId) {}

    private record NotPurged(String system, LocalDate on, String reason) {}

    @Override
    public String channel() {
        return RetentionEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return reactions.keySet();
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        reactions.get(event.type()).to(event, connection);
    }

    /** Told by the event: what fails again after people had it tried again is news again. */
    private void stuck(IncomingEvent event, Connection connection) throws SQLException {
        Stuck stuck = event.data(Stuck.class);
        complete(stuck.requestId(), stuck.reason());
        String system = stuck.system() == null ? null : checked(SYSTEM, stuck.system());
        add(
                event,
                connection,
                stuck.requestId(),
                new TaskFailed(Trouble.STUCK, system, checked(CODE, stuck.reason()), null, null, null),
                event.id());
    }

    /** A single try that failed is tried again by itself; when that ends, another fact says so. */
    private void taskChanged(IncomingEvent event, Connection connection) throws SQLException {
        Task task = event.data(Task.class);
        complete(task.requestId(), task.system(), task.command(), task.state());
        if (task.state().equals(BY_HAND)) {
            add(
                    event,
                    connection,
                    task.requestId(),
                    new TaskFailed(
                            Trouble.BY_HAND,
                            checked(SYSTEM, task.system()),
                            null,
                            checked(CODE, task.command()),
                            null,
                            null),
                    BY_HAND + "/" + task.system() + "/" + task.command());
        }
    }

    private void planDrifted(IncomingEvent event, Connection connection) throws SQLException {
        Drifted drifted = event.data(Drifted.class);
        complete(drifted.requestId());
        add(
                event,
                connection,
                drifted.requestId(),
                new TaskFailed(Trouble.PLAN_DRIFTED, null, null, null, null, null),
                event.id());
    }

    /** Once for a system and a day: a system that is away fails many orders at once, and they are given anew each day. */
    private void notPurged(IncomingEvent event, Connection connection) throws SQLException {
        NotPurged failed = event.data(NotPurged.class);
        complete(failed.system(), failed.on(), failed.reason());
        int version = organisations
                .inForce(connection, event.organisation(), clock.instant())
                .map(PolicyInForce::version)
                .orElse(1);
        OrganisationFacts about = OrganisationFacts.about(NOT_PURGED, event.organisation(), version);
        TaskFailed occasion = new TaskFailed(
                Trouble.NOT_PURGED,
                checked(SYSTEM, failed.system()),
                checked(CODE, failed.reason()),
                null,
                failed.on(),
                about);
        add(event, connection, about.id(), occasion, failed.system() + "/" + failed.on());
    }

    private static String checked(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new PoisonEventException("not-a-code");
        }
        return text;
    }

    private void add(IncomingEvent event, Connection connection, UUID id, StaffOccasion occasion, String occurrence)
            throws SQLException {
        queue.add(connection, event.organisation(), id, occasion, occurrence, clock.instant());
    }
}
