package nl.privacyloket.retention.system.validation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.Sealer;

/** Checks {@link PublicJwk}. */
public class PublicJwkCheck implements ConstraintValidator<PublicJwk, JsonNode> {

    @Override
    public boolean isValid(JsonNode value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        // Who sends a private key has given it away: it must not be taken, and not be used.
        if (!value.isObject() || value.has("d")) {
            return false;
        }
        try {
            Sealer.requirePublicJwk(value.toString());
            return true;
        } catch (CryptoException e) {
            return false;
        }
    }
}
