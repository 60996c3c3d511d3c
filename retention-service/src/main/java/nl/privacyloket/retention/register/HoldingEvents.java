package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.retention.register.HoldingCheck.RegisteringSystem;

/**
 * Follows {@code privacyloket.holdings.v1}. An event counts from the system that it is about, in that system's
 * organisation. It is taken in as a whole or set aside as a whole, so that nothing of it is lost unseen.
 */
@ApplicationScoped
class HoldingEvents implements EventHandler {
    static final String REGISTERED = "nl.privacyloket.holding.registered.v1";
    static final String SUBJECT_EVENT = "nl.privacyloket.holding.subject-event.v1";

    private static final int LARGEST = 1_000;

    private final HoldingIntake intake;
    private final SubjectEvents subjectEvents;

    HoldingEvents(HoldingIntake intake, SubjectEvents subjectEvents) {
        this.intake = intake;
        this.subjectEvents = subjectEvents;
    }

    record Registered(String system, List<Held> holdings) {}

    record Held(
            String category,
            String subjectHash,
            String recordRef,
            String trigger,
            String startedOn,
            String role,
            Boolean removed) {

        @Override
        public String toString() {
            return "Held[redacted]";
        }
    }

    record SubjectEvent(String system, String subjectHash, String event, String on) {

        @Override
        public String toString() {
            return "SubjectEvent[redacted]";
        }
    }

    @Override
    public String channel() {
        return HoldingChannel.NAME;
    }

    @Override
    public Set<String> types() {
        return Set.of(REGISTERED, SUBJECT_EVENT);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        try {
            if (REGISTERED.equals(event.type())) {
                registered(event, event.data(Registered.class));
            } else {
                subjectEvent(event, event.data(SubjectEvent.class));
            }
        } catch (RejectedLine e) {
            throw new PoisonEventException("holding-" + e.reason());
        }
    }

    private void registered(IncomingEvent event, Registered registered) {
        var system = requireSender(event, registered.system());
        if (registered.holdings() == null
                || registered.holdings().isEmpty()
                || registered.holdings().size() > LARGEST) {
            throw new PoisonEventException("holdings-number");
        }
        var sender = new HoldingCheck(event.organisation(), Map.of(registered.system(), system), null);
        var batch = registered.holdings().stream()
                .map(held -> registration(sender, registered.system(), held))
                .toList();
        intake.take(event.organisation(), batch, "system:" + registered.system());
    }

    private static Registration registration(HoldingCheck sender, String system, Held held) {
        HoldingCheck.required(held, "holdings");
        sender.stream(system, held.category());
        var recordRef = HoldingCheck.recordRef(held.recordRef());
        if (Boolean.TRUE.equals(held.removed())) {
            return Registration.removed(system, held.category(), recordRef);
        }
        return new Registration(
                system,
                held.category(),
                HoldingCheck.subjectHash(held.subjectHash()),
                recordRef,
                HoldingCheck.trigger(held.trigger(), "trigger"),
                HoldingCheck.date(held.startedOn(), "startedOn"),
                HoldingCheck.role(held.role()),
                false);
    }

    private void subjectEvent(IncomingEvent event, SubjectEvent told) {
        requireSender(event, told.system());
        subjectEvents.tell(
                event.organisation(),
                HoldingCheck.subjectHash(told.subjectHash()),
                HoldingCheck.trigger(told.event(), "event"),
                HoldingCheck.date(told.on(), "on"),
                told.system(),
                "system:" + told.system());
    }

    private RegisteringSystem requireSender(IncomingEvent event, String system) {
        if (system == null || !system.equals(event.source())) {
            throw new PoisonEventException("foreign-system");
        }
        var registered = intake.registering(event.organisation()).get(system);
        if (registered == null) {
            throw new PoisonEventException("unknown-system");
        }
        return registered;
    }
}
