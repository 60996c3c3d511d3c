package nl.privacyloket.retention.system.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.DateTimeException;
import java.time.Period;

/** Checks {@link BackupWindow}. */
public class BackupWindowCheck implements ConstraintValidator<BackupWindow, String> {

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        try {
            var window = Period.parse(value);
            return !window.isNegative()
                    && !window.isZero()
                    && window.toTotalMonths() <= 120
                    && window.getDays() <= 3660;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
