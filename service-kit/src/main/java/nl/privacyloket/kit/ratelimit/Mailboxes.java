package nl.privacyloket.kit.ratelimit;

import java.util.Set;
import nl.privacyloket.crypto.Identifiers;

/** Tells which mail addresses may be one mailbox. */
final class Mailboxes {
    /** Those of a large provider that passes over dots, by both of its names. */
    private static final Set<String> WITHOUT_DOTS = Set.of("gmail.com", "googlemail.com");

    private Mailboxes() {}

    /** The same for all spellings that reach one mailbox: letters of any width and case, domains in any script, whatever follows a plus. */
    static String of(String mailAddress) {
        String address = Identifiers.normalise("e-mail", mailAddress);
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address;
        }
        String name = address.substring(0, at).replaceFirst("(?<=.)\\+.*", "");
        String domain = address.substring(at + 1);
        return WITHOUT_DOTS.contains(domain) ? name.replace(".", "") + "@gmail.com" : name + "@" + domain;
    }
}
