package nl.privacyloket.retention.system.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An ISO 8601 period, positive, of at most ten years. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RUNTIME)
@Constraint(validatedBy = BackupWindowCheck.class)
public @interface BackupWindow {
    String message() default "{field.backup-window}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
