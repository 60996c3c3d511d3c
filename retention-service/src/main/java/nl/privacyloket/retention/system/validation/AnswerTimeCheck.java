package nl.privacyloket.retention.system.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.DateTimeException;
import java.time.Duration;

/** Checks {@link AnswerTime}. */
public class AnswerTimeCheck implements ConstraintValidator<AnswerTime, String> {

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        try {
            var time = Duration.parse(value);
            return time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(Duration.ofDays(30)) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
