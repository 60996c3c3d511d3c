package nl.privacyloket.bench.announcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MailStack;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.client.NotificationApi;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.SmtpSink;
import nl.privacyloket.stack.service.ServiceProcess;

/**
 * Mails of an announcement per second, from notification-service over a database that waits for the disk to a mail server that
 * takes everything; beside a loop that sends the same mail to the same server by the same library over as many connections.
 */
public final class Announcement implements Scenario {
    private static final double GOAL = 0.5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final String ORGANISATION = "pinkweb";
    private static final String PURPOSE = "marketing";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "announcement";
    }

    @Override
    public String summary() {
        return "mails of an announcement per second, beside a bare SMTP client of the same library";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        MailStack mails = MailStack.of(bench);
        return new Run(bench, mails.sink(), mails.stack()).outcome();
    }

    /** One run on one stack. */
    private static final class Run {
        private final Bench bench;
        private final SmtpSink sink;
        private final Stack stack;
        private final ServiceProcess service;
        private final NotificationApi api;
        private final int readers;
        private Duration processorTime = Duration.ZERO;
        private long mails;

        private Run(Bench bench, SmtpSink sink, Stack stack) {
            this.bench = bench;
            this.sink = sink;
            this.stack = stack;
            this.service = stack.service(StackService.NOTIFICATION);
            this.api = new NotificationApi(stack.addresses().baseUrl(StackService.NOTIFICATION));
            this.readers = bench.amount(12_000, 500);
        }

        private Outcome outcome() throws Exception {
            // What an organisation may write about stands in its policy, which comes by Kafka.
            KnownPolicies.await(stack, ORGANISATION);
            Readers.subscribe(
                    stack.addresses().baseUrl(StackService.NOTIFICATION),
                    ORGANISATION,
                    PURPOSE,
                    readers,
                    stack.token("system", ORGANISATION));
            bench.say("%,d readers on a list", readers);
            // What is measured is compiled code.
            announce();
            BareClient client = new BareClient(
                    sink.port(), MailStack.CONNECTIONS, sink.first().orElseThrow());
            bare(client);
            bench.warmUp(WARM_UP, "mails", this::announce);
            processorTime = Duration.ZERO;
            mails = 0;
            Comparison comparison =
                    Comparison.run(bench.rounds(), () -> bare(client), this::announce, bench.telling("mails"));
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("unit", "mails/s");
            measured.put("readers", readers);
            measured.put("connections", MailStack.CONNECTIONS);
            measured.put("rounds", comparison.rounds());
            measured.put("serviceProcessorMicrosecondsPerMail", processorTime.toNanos() / 1e3 / Math.max(1, mails));
            return new Outcome(
                    "announcement",
                    List.of(Figures.ofLimit(
                            String.format(
                                    Locale.ROOT,
                                    "announcement to %,d readers over %d connections",
                                    readers,
                                    MailStack.CONNECTIONS),
                            "mails",
                            "bare SMTP client, same library, mail and connections",
                            comparison,
                            GOAL)),
                    measured,
                    List.of(
                            "each mail stands as sent in PostgreSQL, fsync on; so many for each connection may go twice after a "
                                    + "kill: 16",
                            "the mail server that takes everything shares the processors with both, PostgreSQL with one",
                            String.format(
                                    Locale.ROOT,
                                    "the service takes %.0f µs of processor time for a mail, PostgreSQL not counted",
                                    processorTime.toNanos() / 1e3 / Math.max(1, mails))));
        }

        private double bare(BareClient client) throws Exception {
            sink.forget();
            return client.send(readers);
        }

        /** @return mails a second, from the call that starts it to the last mail */
        private double announce() throws Exception {
            sink.forget();
            String officer = stack.token("privacy-officer", ORGANISATION);
            // What is said twice is not sent twice.
            String subject = "Nieuws " + UUID.randomUUID();
            Duration before = service.processorTime().orElse(Duration.ZERO);
            long begun = System.nanoTime();
            JsonNode started = api.announce(
                    ORGANISATION, PURPOSE, subject, "Er is nieuws. Lees er meer over in uw account.", officer);
            awaited(Polling.upTo(LIMIT).every(Duration.ofMillis(5)).untilTrue(() -> sink.count() >= readers));
            double seconds = (System.nanoTime() - begun) / 1e9;
            processorTime = processorTime
                    .plus(service.processorTime().orElse(Duration.ZERO))
                    .minus(before);
            mails += readers;
            String id = started.path("id").asText();
            awaited(Polling.upTo(LIMIT).untilTrue(() -> isCompleted(id, officer)));
            if (sink.perAddress().size() != readers || sink.count() != readers) {
                throw new IllegalStateException("not everybody got it once: " + sink.count() + " mails");
            }
            return readers / seconds;
        }

        private boolean isCompleted(String id, String officer) {
            try {
                return api.announcement(ORGANISATION, id, officer)
                        .path("state")
                        .asText()
                        .equals("completed");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void awaited(boolean happened) {
            if (!happened) {
                throw new IllegalStateException(sink.count() + " of " + readers + " mails came in " + LIMIT);
            }
        }
    }
}
