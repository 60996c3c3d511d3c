package nl.privacyloket.bench.stack;

import java.nio.file.Path;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.SmtpSink;

/**
 * Request-service and notification-service, and a mail server that takes everything; for the scenarios about requests and mail.
 *
 * @param sink of which each scenario has it forget what came before
 */
public record MailStack(Stack stack, SmtpSink sink) implements AutoCloseable {
    /** Connections over which announcements are sent. */
    public static final int CONNECTIONS = 8;

    private static final String UNLIMITED = "1000000";

    /** The one that is kept, or a new one, in which request-service runs alone: what it is asked for goes no further than Kafka. */
    public static Stack ofRequests(Bench bench) throws Exception {
        MailStack kept = kept(bench);
        kept.stack.service(StackService.NOTIFICATION).stop();
        return kept.stack;
    }

    /** The one that is kept, or a new one, in which both run. Nobody is written to about what came before. */
    public static MailStack of(Bench bench) throws Exception {
        MailStack kept = kept(bench);
        MeasuredStack.startAnew(
                kept.stack, StackService.NOTIFICATION, "notification-service.requests", "privacyloket.requests.v1");
        kept.sink.forget();
        return kept;
    }

    private static MailStack kept(Bench bench) throws Exception {
        return bench.kept().get(MailStack.class, directory -> start(bench.project(), directory));
    }

    private static MailStack start(Path project, Path directory) throws InterruptedException {
        SmtpSink sink = SmtpSink.start();
        try {
            Stack stack = MeasuredStack.start(
                    MeasuredStack.options(project, directory, StackService.REQUEST, StackService.NOTIFICATION)
                            .with("QUARKUS_MAILER_PORT", Integer.toString(sink.port()))
                            .with("PRIVACYLOKET_MAIL_ANNOUNCEMENTS_SENDERS", Integer.toString(CONNECTIONS))
                            .with("PRIVACYLOKET_MAIL_ANNOUNCEMENTS_PER_SECOND", UNLIMITED)
                            .with("PRIVACYLOKET_MAIL_ANNOUNCEMENTS_PER_SECOND_LIMIT", UNLIMITED));
            return new MailStack(stack, sink);
        } catch (InterruptedException | RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    @Override
    public void close() {
        stack.close();
        sink.close();
    }
}
