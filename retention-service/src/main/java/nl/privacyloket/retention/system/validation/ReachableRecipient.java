package nl.privacyloket.retention.system.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** What takes no commands is somebody whom data were disclosed to, and can be told by mail. */
@Documented
@Target(ElementType.TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = ReachableRecipientCheck.class)
public @interface ReachableRecipient {
    String message() default "{field.reachable-recipient}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
