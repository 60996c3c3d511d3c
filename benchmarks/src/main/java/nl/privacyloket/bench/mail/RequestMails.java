package nl.privacyloket.bench.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.SmtpSink;

/**
 * Requests that are filed, and the mail that each of them brings about: the outbox of request-service, the inbox and the mail
 * queue of notification-service and the audit logs of both.
 */
public final class RequestMails {
    private static final String ORGANISATION = "prifora";
    private static final int CLIENTS = 8;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RequestApi api;
    private final SmtpSink sink;
    private final String series;
    private final AtomicLong number = new AtomicLong();

    /** @param series in small letters: no address is in two */
    public RequestMails(Stack stack, SmtpSink sink, String series) {
        this.series = series;
        this.api = new RequestApi(stack.addresses().baseUrl(StackService.REQUEST));
        this.sink = sink;
    }

    /** Files requests for so long, each client one as soon as its last was answered, and returns how many mails came a second. */
    public double perSecond(Duration span) throws Exception {
        int before = sink.count();
        long begun = System.nanoTime();
        long end = begun + span.toNanos();
        long filed = 0;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Long>> all = new ArrayList<>();
            Callable<Long> one = () -> file(end);
            for (int client = 0; client < CLIENTS; client++) {
                all.add(clients.submit(one));
            }
            for (Future<Long> each : all) {
                filed += each.get();
            }
        } finally {
            clients.shutdown();
        }
        long all = filed;
        // To the last mail: what waits at the end of the time has not been done in it.
        if (!Polling.upTo(LIMIT).every(Duration.ofMillis(20)).untilTrue(() -> sink.count() - before >= all)) {
            throw new IllegalStateException(sink.count() - before + " of " + all + " mails came in " + LIMIT);
        }
        return filed / ((System.nanoTime() - begun) / 1e9);
    }

    private long file(long end) throws Exception {
        long filed = 0;
        while (System.nanoTime() < end) {
            api.file(ORGANISATION, request(number.incrementAndGet()));
            filed++;
        }
        return filed;
    }

    private NewRequest request(long number) {
        String customer = String.format(Locale.ROOT, "K%09d", number);
        String address = series + "-" + number + "@example.org";
        return new NewRequest(
                "access", "Noor van der Meer", address, "webshop-customer", "customer-number", customer, "nl");
    }
}
