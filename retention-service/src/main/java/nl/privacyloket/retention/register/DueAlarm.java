package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.rule.Due;

/** Tells that holdings became due by what was registered, told or decided: they need not wait for the next look. */
@ApplicationScoped
class DueAlarm {

    private final Policies policies;
    private final Event<HoldingsDue> event;
    private final Clock clock;

    DueAlarm(Policies policies, Event<HoldingsDue> event, Clock clock) {
        this.policies = policies;
        this.event = event;
        this.clock = clock;
    }

    /** @param dates dates that are new, by the data system that holds the records; of several, the earliest is enough */
    void ring(String organisation, Map<String, Due> dates) {
        var today = policies.current(organisation)
                .map(policy -> policy.today(clock))
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        Set<String> systems = dates.entrySet().stream()
                .filter(entry -> entry.getValue().isBy(today))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!systems.isEmpty()) {
            event.fire(new HoldingsDue(organisation, systems));
        }
    }

    /** The earlier of two dates; one that is not known yet comes last. */
    static Due earlier(Due one, Due other) {
        if (Objects.isNull(one.on())) {
            return other;
        }
        return other.on() == null || one.on().isBefore(other.on()) ? one : other;
    }
}
