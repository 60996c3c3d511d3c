package nl.privacyloket.retention.system.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import nl.privacyloket.retention.system.SystemRegistration;

/** Checks {@link ReachableRecipient}. */
public class ReachableRecipientCheck implements ConstraintValidator<ReachableRecipient, SystemRegistration> {

    @Override
    public boolean isValid(SystemRegistration value, ConstraintValidatorContext context) {
        var isRecipient = "recipient".equals(value.kind());
        if (value.contactEmail() != null) {
            return isRecipient;
        }
        return value.capabilities() == null || !value.capabilities().isEmpty();
    }
}
