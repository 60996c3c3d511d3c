package nl.privacyloket.retention.date;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A date that a retention term can count from, or end on. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RUNTIME)
@Constraint(validatedBy = EventDateCheck.class)
public @interface EventDate {
    String message() default "{field.event-date}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
