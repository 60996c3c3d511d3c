package nl.privacyloket.retention.register;

import java.time.LocalDate;
import java.util.Objects;
import nl.privacyloket.retention.rule.Trigger;

/**
 * What a data system says about one of its records; or, when it is removed, that it has the record no longer.
 *
 * @param category data category, named as in the policy
 * @param subject keyed hash of the person that the record is about
 * @param recordRef the system's own key of the record; names nobody
 * @param trigger the event that {@code startedOn} is the date of
 * @param role role of the person, {@code null} when the system does not say
 */
public record Registration(
        String system,
        String category,
        SubjectKey subject,
        String recordRef,
        Trigger trigger,
        LocalDate startedOn,
        String role,
        boolean removed) {

    public Registration {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(recordRef, "recordRef");
        if (!removed) {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(trigger, "trigger");
            Objects.requireNonNull(startedOn, "startedOn");
        }
    }

    /** A record that the system has no longer. */
    public static Registration removed(String system, String category, String recordRef) {
        return new Registration(system, category, null, recordRef, null, null, null, true);
    }
}
