package nl.privacyloket.retention.system.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A system that can erase can also be asked what is left: an erasure counts when it was read back. */
@Documented
@Target(ElementType.TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = VerifiableErasureCheck.class)
public @interface VerifiableErasure {
    String message() default "{field.verifiable-erasure}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
