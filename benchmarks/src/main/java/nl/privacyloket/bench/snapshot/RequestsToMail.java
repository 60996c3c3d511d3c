package nl.privacyloket.bench.snapshot;

import java.time.Duration;
import nl.privacyloket.bench.mail.RequestMails;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.mail.SmtpSink;

/** Requests that are filed, and the mail that each of them brings about. */
final class RequestsToMail implements Queue {
    private final RequestMails requests;

    RequestsToMail(Stack stack, SmtpSink sink) {
        this.requests = new RequestMails(stack, sink, "held");
    }

    @Override
    public String name() {
        return "requests to their first mail";
    }

    @Override
    public String unit() {
        return "mails";
    }

    @Override
    public double perSecond(Duration span) throws Exception {
        return requests.perSecond(span);
    }
}
