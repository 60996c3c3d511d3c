package nl.privacyloket.notification.delivery;

import java.util.Optional;

/**
 * What a mail server made of a mail. Codes are kebab-case and hold at most the reply code and the enhanced status code
 * (RFC 3463) of the server, never its words, which may quote the address.
 */
public sealed interface SendResult {

    /** It took the mail. */
    record Accepted() implements SendResult {}

    /** It will not take this mail, however often it is tried (5xx). */
    record Rejected(String code) implements SendResult {

        /** The enhanced status code (RFC 3463) in it, such as {@code 5.1.1}; empty when the server gave none. */
        public Optional<String> status() {
            int last = code.lastIndexOf('-');
            String status = code.substring(last + 1);
            return status.indexOf('.') > 0 ? Optional.of(status) : Optional.empty();
        }
    }

    /** It did not take this mail now (4xx). */
    record Deferred(String code) implements SendResult {}

    /** The server cannot be used now, for no mail: away, busy, or refusing us. It did not take the mail. */
    record ServerUnavailable(String code) implements SendResult {
        /** Code when no server was asked, because all of them are being left alone. */
        public static final String PAUSED = "smtp-paused";

        /** Whether no server was even asked. */
        public boolean isPaused() {
            return code.equals(PAUSED);
        }
    }

    /** The connection was lost while it had the mail in hand: perhaps it took it. */
    record Unknown(String code) implements SendResult {}
}
