package nl.privacyloket.retention.system.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import nl.privacyloket.retention.system.Capability;
import nl.privacyloket.retention.system.SystemRegistration;

/** Checks {@link SweepableByAge}. */
public class SweepableByAgeCheck implements ConstraintValidator<SweepableByAge, SystemRegistration> {

    @Override
    public boolean isValid(SystemRegistration value, ConstraintValidatorContext context) {
        if (value.ageSwept().isEmpty() || value.capabilities() == null || value.categories() == null) {
            return true;
        }
        if (value.capabilities().containsAll(List.of(Capability.PURGE, Capability.VERIFY))
                && value.categories().containsAll(value.ageSwept())) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                .addPropertyNode("ageSwept")
                .addConstraintViolation();
        return false;
    }
}
