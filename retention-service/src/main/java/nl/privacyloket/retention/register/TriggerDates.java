package nl.privacyloket.retention.register;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.retention.rule.Trigger;

/**
 * On which dates the events happened that the rules about a holding count from: what was registered with the record, and
 * what is known of the person.
 *
 * <p>Some events are the record's own: another record that was collected or approved later says nothing about this one.
 * The others are the person's, and then the later date counts: who opened a second account has not left.
 */
public final class TriggerDates {
    private static final Set<Trigger> OF_THE_RECORD =
            Set.of(Trigger.COLLECTED, Trigger.DOCUMENT_APPROVED, Trigger.CALENDAR_YEAR_END, Trigger.REQUEST_CLOSED);

    private TriggerDates() {}

    /**
     * All dates that are known.
     *
     * @param trigger the event that the record was registered with
     * @param startedOn its date
     * @param events what is known of the person
     */
    public static Map<Trigger, LocalDate> of(Trigger trigger, LocalDate startedOn, Map<Trigger, LocalDate> events) {
        var dates = new EnumMap<Trigger, LocalDate>(Trigger.class);
        dates.putAll(events);
        dates.merge(
                trigger,
                startedOn,
                (event, own) -> !OF_THE_RECORD.contains(trigger) && event.isAfter(own) ? event : own);
        return dates;
    }
}
