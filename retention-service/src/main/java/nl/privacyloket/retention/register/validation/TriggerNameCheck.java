package nl.privacyloket.retention.register.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Arrays;
import nl.privacyloket.retention.rule.Trigger;

/** Checks {@link TriggerName}. */
public class TriggerNameCheck implements ConstraintValidator<TriggerName, String> {

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
        return value == null
                || Arrays.stream(Trigger.values())
                        .anyMatch(trigger -> trigger.wireName().equals(value));
    }
}
