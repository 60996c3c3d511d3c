package nl.privacyloket.retention.date;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.LocalDate;

/** Checks {@link EventDate}: dates outside of two lifetimes are slips of the pen. */
public class EventDateCheck implements ConstraintValidator<EventDate, LocalDate> {
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    @Override
    public boolean isValid(LocalDate value, ConstraintValidatorContext context) {
        return value == null || isSensible(value);
    }

    /** Whether a retention term can count from that date. */
    public static boolean isSensible(LocalDate date) {
        return !date.isBefore(EARLIEST) && !date.isAfter(LATEST);
    }
}
