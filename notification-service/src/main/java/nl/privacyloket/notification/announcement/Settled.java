package nl.privacyloket.notification.announcement;

import java.time.Instant;

/**
 * What became of an attempt.
 *
 * @param end whether it is settled for good
 * @param failure code; null when it was sent
 * @param status what the mail server said (RFC 3463) when it refused the mail; otherwise null
 * @param dueAt when it is to be tried again; null at the end
 * @param untried whether it never got as far as a server that would listen, which counts as no attempt
 * @param unknown whether the server may have taken it
 */
record Settled(
        TakenMail mail, End end, String failure, String status, Instant dueAt, boolean untried, boolean unknown) {

    enum End {
        SENT("sent"),
        FAILED("failed"),
        NOT_YET("queued");

        private final String state;

        End(String state) {
            this.state = state;
        }

        String state() {
            return state;
        }
    }

    static Settled sent(TakenMail mail) {
        return new Settled(mail, End.SENT, null, null, null, false, false);
    }

    static Settled failed(TakenMail mail, String reason, String status) {
        return new Settled(mail, End.FAILED, reason, status, null, false, false);
    }

    static Settled later(TakenMail mail, String reason, Instant dueAt, boolean unknown) {
        return new Settled(mail, End.NOT_YET, reason, null, dueAt, false, unknown);
    }

    static Settled untried(TakenMail mail, String reason, Instant dueAt) {
        return new Settled(mail, End.NOT_YET, reason, null, dueAt, true, false);
    }
}
