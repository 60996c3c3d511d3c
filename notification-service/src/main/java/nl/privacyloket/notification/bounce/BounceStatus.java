package nl.privacyloket.notification.bounce;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a mail server says of an address that it could not deliver to.
 *
 * @param code enhanced status code (RFC 3463), such as {@code 5.1.1}
 * @param recipients addresses that the report names: the one that it was sent to, the one that it was passed on to
 */
public record BounceStatus(String code, List<String> recipients) {
    /** The address is none, or nobody's any more: no mailbox, no domain, no such syntax, moved, no mail wanted, disabled. */
    private static final Set<String> BAD_ADDRESS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    public BounceStatus {
        recipients = List.copyOf(recipients);
    }

    /** Why the message failed, such as {@code bounced-5-1-1}. */
    public String reason() {
        return "bounced-" + code.replace('.', '-');
    }

    /** Whether a status code says that no mail will ever reach the address. */
    public static boolean isBadAddress(String code) {
        return BAD_ADDRESS.contains(code);
    }

    /**
     * Whether it says so of this address. When the address passes its mail on, what is wrong there is not wrong here.
     *
     * @param addressHash of the address that was written to
     * @param hash of addresses at the organisation
     */
    public boolean condemns(String addressHash, UnaryOperator<String> hash) {
        return isBadAddress(code) && recipients.stream().map(hash).anyMatch(addressHash::equals);
    }

    /** Without the addresses. */
    @Override
    public String toString() {
        return "BounceStatus[" + code + "]";
    }
}
