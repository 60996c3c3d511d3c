package nl.privacyloket.retention.system;

import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.crypto.FieldCipher;

/** Where recipients of data are written to; encrypted at rest, because it can be the address of a person. */
@ApplicationScoped
public class ContactAddresses {

    private final FieldCipher cipher;

    ContactAddresses(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** The address of a system; {@code null} when it has none. */
    public String of(DataSystem system) {
        return cipher.decrypt(context(system.id()), system.contactEmail());
    }

    byte[] encrypted(String system, String address) {
        return cipher.encrypt(context(system), address);
    }

    private static String context(String system) {
        return "retention.data_system/" + system + "/contact_email";
    }
}
