package nl.privacyloket.retention.system.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import nl.privacyloket.retention.system.Capability;
import nl.privacyloket.retention.system.SystemRegistration;

/** Checks {@link VerifiableErasure}. */
public class VerifiableErasureCheck implements ConstraintValidator<VerifiableErasure, SystemRegistration> {

    @Override
    public boolean isValid(SystemRegistration value, ConstraintValidatorContext context) {
        var capabilities = value.capabilities();
        return capabilities == null
                || !capabilities.contains(Capability.ERASE)
                || capabilities.contains(Capability.VERIFY);
    }
}
