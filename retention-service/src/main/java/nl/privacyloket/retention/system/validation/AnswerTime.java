package nl.privacyloket.retention.system.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An ISO 8601 duration between one second and thirty days. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RUNTIME)
@Constraint(validatedBy = AnswerTimeCheck.class)
public @interface AnswerTime {
    String message() default "{field.answer-time}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
