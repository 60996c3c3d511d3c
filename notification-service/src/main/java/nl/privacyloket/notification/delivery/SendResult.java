package nl.privacyloket.notification.delivery;

/**
 * What a mail server made of a mail. Codes are kebab-case and hold at most the reply code and the enhanced status code
 * (RFC 3463) of the server, never its words, which may quote the address.
 */
public sealed interface SendResult {

    /** It took the mail. */
    record Accepted() implements SendResult {}

    /** It will not take this mail, however often it is tried (5xx). */
    record Rejected(String code) implements SendResult {}

    /** It did not take this mail now (4xx). */
    record Deferred(String code) implements SendResult {}

    /** The server cannot be used now, for no mail: away, busy, or refusing us. */
    record ServerUnavailable(String code) implements SendResult {}

    /** The connection was lost while it had the mail in hand: perhaps it took it. */
    record Unknown(String code) implements SendResult {}
}
