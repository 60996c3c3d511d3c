package nl.privacyloket.notification.bounce;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a mail server says of a mail that it could not deliver.
 *
 * @param code enhanced status code (RFC 3463) of the first that it did not reach, such as {@code 5.1.1}
 * @param recipients whom it did not reach
 */
public record BounceStatus(String code, List<Recipient> recipients) {
    /** The address is none, or nobody's any more: no mailbox, no domain, no such syntax, moved, no mail wanted, disabled. */
    private static final Set<String> BAD_ADDRESS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    public BounceStatus {
        recipients = List.copyOf(recipients);
    }

    /**
     * What it says of one address.
     *
     * @param address at which it was refused, which may be one that it was passed on to
     * @param code of that
     */
    public record Recipient(String address, String code) {
        /** Without the address. */
        @Override
        public String toString() {
            return "Recipient[" + code + "]";
        }
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
     * The status code that says so of this address; empty when none does. When the address passes its mail on, what is wrong
     * there is not wrong here.
     *
     * @param addressHash of the address that was written to
     * @param hash of addresses at the organisation
     */
    public Optional<String> condemning(String addressHash, UnaryOperator<String> hash) {
        return recipients.stream()
                .filter(recipient -> isBadAddress(recipient.code()))
                .filter(recipient -> hash.apply(recipient.address()).equals(addressHash))
                .map(Recipient::code)
                .findFirst();
    }

    /** Without the addresses. */
    @Override
    public String toString() {
        return "BounceStatus[" + code + "]";
    }
}
