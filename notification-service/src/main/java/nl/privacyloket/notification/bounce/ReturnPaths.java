package nl.privacyloket.notification.bounce;

import java.util.Optional;
import nl.privacyloket.notification.correspondence.MailAddress;

/**
 * The addresses to which mail servers return what they cannot deliver. Each mail has one of its own, made of its id, so that
 * a report is understood that tells nothing else of the mail.
 */
public final class ReturnPaths {
    private static final int LONGEST_LOCAL = 64;

    private final String local;
    private final String domain;

    /**
     * @param address such as {@code bounces@example.org}, where {@code bounces+…@example.org} arrives too; empty for none
     * @throws IllegalArgumentException when it is no e-mail address
     */
    public ReturnPaths(Optional<String> address) {
        String checked = address.map(given -> MailAddress.of(given)
                        .orElseThrow(() -> new IllegalArgumentException("not a return path: " + given)))
                .orElse(null);
        this.local = checked == null ? null : checked.substring(0, checked.indexOf('@'));
        this.domain = checked == null ? null : checked.substring(checked.indexOf('@') + 1);
    }

    /**
     * For one mail.
     *
     * @param id what stands before the at-sign of its Message-ID
     * @param sender address that it comes from, to which it returns when there is no other
     */
    public String of(String id, String sender) {
        if (local == null) {
            return sender;
        }
        String own = local + '+' + id;
        return (own.length() <= LONGEST_LOCAL ? own : local) + '@' + domain;
    }

    /** The id of the mail that this is the return path of; empty when it is of none. */
    public Optional<String> id(String address) {
        int at = address.lastIndexOf('@');
        if (local == null || at < 0 || !address.substring(at + 1).equalsIgnoreCase(domain)) {
            return Optional.empty();
        }
        String prefix = local + '+';
        String given = address.substring(0, at);
        return given.regionMatches(true, 0, prefix, 0, prefix.length())
                ? Optional.of(given.substring(prefix.length()))
                : Optional.empty();
    }
}
