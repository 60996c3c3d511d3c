package nl.privacyloket.retention.hold;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A scope that names a person, a category or a system: a hold on everything would be a mistake. */
@Documented
@Target(ElementType.TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = Bounded.Check.class)
@interface Bounded {
    String message() default "{field.hold-scope}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks {@link Bounded}. */
    class Check implements ConstraintValidator<Bounded, HoldOrder.Scope> {
        @Override
        public boolean isValid(HoldOrder.Scope scope, ConstraintValidatorContext context) {
            return scope == null
                    || scope.category() != null
                    || scope.system() != null
                    || !scope.persons().isEmpty();
        }
    }
}
