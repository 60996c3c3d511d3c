package nl.privacyloket.notification.correspondence;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.privacyloket.crypto.DomainScripts;

/**
 * One e-mail address that can be handed to an SMTP server (RFC 5321 mailbox with a dot-string local part). Refuses
 * rather than mends: what a header could misread (line breaks, lists, comments, routes, quoted local parts) is no
 * address here. A domain with letters outside ASCII is written in its ASCII form (RFC 5891), unless it mixes scripts to
 * look like another one ({@link DomainScripts}).
 */
public final class MailAddress {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private MailAddress() {}

    /** The address as SMTP takes it; empty when the text is not exactly one such address. */
    public static Optional<String> of(String text) {
        if (text == null) {
            return Optional.empty();
        }
        int at = text.indexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || at != text.lastIndexOf('@')) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = ascii(text.substring(at + 1));
        String address = local + '@' + domain;
        boolean fits = address.length() <= LONGEST
                && !DomainScripts.areMixed(domain)
                && LOCAL.matcher(local).matches()
                && DOMAIN.matcher(domain).matches();
        return fits ? Optional.of(address) : Optional.empty();
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "";
        }
    }
}
