package nl.privacyloket.bench.mail;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.intake.RequestLetters;
import nl.privacyloket.bench.load.Answered;
import nl.privacyloket.bench.load.Caller;
import nl.privacyloket.bench.load.HttpConnection;
import nl.privacyloket.bench.load.Load;
import nl.privacyloket.bench.load.Turn;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MailStack;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.SmtpSink;
import org.HdrHistogram.Histogram;

/**
 * How long after somebody should have sent a request the mail about it is at the mail server: intake, outbox, Kafka, inbox,
 * mail queue and SMTP. Requests come at a fixed rate whatever the answers take.
 */
public final class Acknowledgement implements Scenario {
    private static final int RATE = 50;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(50);
    private static final double GOAL_MEDIAN = 150;
    private static final double GOAL_SLOWEST = 600;
    private static final Duration MAIL_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "acknowledgement";
    }

    @Override
    public String summary() {
        return "time from a request to its mail at the mail server, fifty requests a second";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        MailStack mails = MailStack.of(bench);
        Stack stack = mails.stack();
        SmtpSink sink = mails.sink();
        // One after the other as fast as they go: a service that is still compiling cannot keep up with the rate.
        RequestMails requests = new RequestMails(stack, sink, "warm");
        Duration turn = Duration.ofSeconds(bench.amount(4, 1));
        bench.warmUp(WARM_UP, "mails", () -> requests.perSecond(turn));
        return outcome(send(stack, sink, "measured", Duration.ofSeconds(bench.amount(16, 2))));
    }

    /** What the sender of requests saw, and when the mails came. */
    private record Sent(Answered answered, Histogram mails) {}

    private static Sent send(Stack stack, SmtpSink sink, String series, Duration lasting) throws Exception {
        sink.forget();
        RequestLetters letters = new RequestLetters(series);
        long[] due = new long[(int) (RATE * lasting.toSeconds()) + 1];
        Answered answered = Load.open(CONNECTIONS, RATE, lasting).run(number -> {
            HttpConnection connection = HttpConnection.to(stack.addresses().baseUrl(StackService.REQUEST));
            return new Caller() {
                @Override
                public void call(Turn turn) throws Exception {
                    due[(int) turn.number()] = turn.due();
                    connection
                            .post(RequestLetters.PATH, "", letters.body(turn.number()))
                            .expecting(201);
                }

                @Override
                public void close() throws Exception {
                    connection.close();
                }
            };
        });
        if (!Polling.upTo(MAIL_LIMIT).untilTrue(() -> sink.count() >= answered.calls())) {
            throw new IllegalStateException(sink.count() + " mails came of " + answered.calls() + " requests");
        }
        Histogram mails = Answered.histogram();
        Set<Long> seen = new HashSet<>();
        for (SmtpSink.Taken mail : sink.taken()) {
            long number = letters.number(mail.address());
            if (seen.add(number)) {
                mails.recordValue((mail.at() - due[(int) number]) / 1_000);
            }
        }
        if (seen.size() != answered.calls()) {
            throw new IllegalStateException("mails came to " + seen.size() + " of " + answered.calls() + " addresses");
        }
        return new Sent(answered, mails);
    }

    private static Outcome outcome(Sent sent) {
        double median = Answered.milliseconds(sent.mails(), 50);
        double slowest = Answered.milliseconds(sent.mails(), 99);
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("unit", "ms");
        measured.put("rate", RATE);
        measured.put("requests", sent.answered().calls());
        measured.put("mail", Answered.percentiles(sent.mails()));
        measured.put("answer", Answered.percentiles(sent.answered().latencies()));
        boolean reached = median <= GOAL_MEDIAN && slowest <= GOAL_SLOWEST;
        return new Outcome(
                "acknowledgement",
                List.of(new Finding(
                        "request to the mail about it, " + RATE + "/s",
                        "–",
                        sent.answered().calls() + " mails",
                        String.format(Locale.ROOT, "p50 %.0f ms, p99 %.0f ms", median, slowest),
                        String.format(Locale.ROOT, "p50 ≤ %.0f ms, p99 ≤ %.0f ms", GOAL_MEDIAN, GOAL_SLOWEST),
                        reached)),
                measured,
                List.of(
                        "counted from when the request was due, at a fixed rate; PostgreSQL has every commit on the disk,"
                                + " Kafka acknowledges from the page cache, the mail server takes and forgets",
                        String.format(
                                Locale.ROOT,
                                "of it the answer to the request: p50 %.0f ms, p99 %.0f ms",
                                sent.answered().milliseconds(50),
                                sent.answered().milliseconds(99))));
    }
}
