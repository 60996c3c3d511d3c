package nl.privacyloket.retention.system.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** What a system is told to let go of by age is something that it holds, and it can be told and asked what is left. */
@Documented
@Target(ElementType.TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = SweepableByAgeCheck.class)
public @interface SweepableByAge {
    String message() default "{field.sweepable-by-age}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
