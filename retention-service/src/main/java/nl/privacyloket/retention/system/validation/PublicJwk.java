package nl.privacyloket.retention.system.validation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An EC P-256 public key as JWK; no private member. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RUNTIME)
@Constraint(validatedBy = PublicJwkCheck.class)
public @interface PublicJwk {
    String message() default "{field.public-jwk}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
