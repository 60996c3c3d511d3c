package nl.privacyloket.request.intake;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.net.IDN;
import java.util.regex.Pattern;
import nl.privacyloket.crypto.DomainScripts;

/**
 * An address that mail can be sent to: the dot-atom form of RFC 5321 with a domain of at least two labels, at most 254
 * characters; the local part in ASCII, the domain also in other letters. Quoted local parts and literal IP addresses are refused, as are line breaks, and domains that
 * mix scripts to look like another one ({@link DomainScripts}). Null is valid.
 */
@Documented
@Constraint(validatedBy = EmailAddress.Check.class)
@Target({FIELD, METHOD, PARAMETER})
@Retention(RUNTIME)
public @interface EmailAddress {
    String message() default "{jakarta.validation.constraints.Email.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The check itself. */
    class Check implements ConstraintValidator<EmailAddress, String> {
        private static final String MIXED = "field.mixed-scripts";
        private static final int LONGEST = 254;
        private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
        private static final String LABEL = "[\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
        private static final Pattern FORM =
                Pattern.compile("(?=[^@]{1,64}@)" + ATOM + "(\\." + ATOM + ")*@" + LABEL + "(\\." + LABEL + ")+");

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            } else if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
                return false;
            }
            int domain = value.indexOf('@') + 1;
            if (DomainScripts.areMixed(value.substring(domain))) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(MIXED).addConstraintViolation();
                return false;
            }
            return fits(value.substring(domain), LONGEST - domain);
        }

        /** A domain in letters that its ASCII form cannot be made of, or gets too long by it, can get no mail (RFC 5891). */
        private static boolean fits(String domain, int longest) {
            try {
                String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
                return !ascii.isEmpty() && ascii.length() <= longest;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
