package nl.privacyloket.stack.sample;

import java.util.Locale;

/**
 * Somebody who does not exist.
 *
 * @param email at a domain that is reserved for examples (RFC 2606)
 * @param phone a number that cannot be dialled
 * @param bankAccount an IBAN whose check digits are wrong
 */
public record SamplePerson(
        String firstName,
        String surname,
        String email,
        String phone,
        String street,
        String postcode,
        String town,
        String bankAccount) {

    public String name() {
        return firstName + " " + surname;
    }

    /** First letter and surname, as in a signature. */
    public String initials() {
        return firstName.charAt(0) + ". " + surname;
    }

    /** A user name that follows from the address before the {@code @}. */
    public String userName() {
        return email.substring(0, email.indexOf('@')).replace(".", "").toLowerCase(Locale.ROOT);
    }
}
