package nl.privacyloket.retention.register.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The name of an event that retention terms count from. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RUNTIME)
@Constraint(validatedBy = TriggerNameCheck.class)
public @interface TriggerName {
    String message() default "{field.trigger}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
