package nl.privacyloket.retention.plan;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a data system holds of one person.
 *
 * @param system id of the data system
 * @param category data category
 * @param startedOn date of the trigger that the category's term runs from, {@code null} when not known
 * @param count how many records, not negative
 */
public record Holding(String system, String category, LocalDate startedOn, int count) {

    public Holding {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(category, "category");
        if (count < 0) {
            throw new IllegalArgumentException("a count of holdings is not negative");
        }
    }
}
