package nl.privacyloket.bench.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import nl.privacyloket.bench.announcement.KnownPolicies;
import nl.privacyloket.bench.announcement.Readers;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.client.NotificationApi;
import nl.privacyloket.stack.layout.StackService;

/** One announcement after the other to the same list, of another organisation than that of the announcement which is measured. */
final class AnnouncedMails implements Queue {
    private static final String ORGANISATION = "compjoeter";
    private static final String PURPOSE = "newsletter";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final NotificationApi api;
    private final String officer;
    private final int readers;

    AnnouncedMails(Stack stack, int readers) throws Exception {
        URI service = stack.addresses().baseUrl(StackService.NOTIFICATION);
        this.api = new NotificationApi(service);
        this.officer = stack.token("privacy-officer", ORGANISATION);
        this.readers = readers;
        KnownPolicies.await(stack, ORGANISATION);
        Readers.subscribe(service, ORGANISATION, PURPOSE, readers, stack.token("system", ORGANISATION));
    }

    @Override
    public String name() {
        return "announcements";
    }

    @Override
    public String unit() {
        return "mails";
    }

    @Override
    public double perSecond(Duration span) throws Exception {
        long begun = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - begun < span.toNanos()) {
            String id = api.announce(ORGANISATION, PURPOSE, "Nieuws " + UUID.randomUUID(), "Er is nieuws.", officer)
                    .path("id")
                    .asText();
            if (!Polling.upTo(LIMIT).every(Duration.ofMillis(20)).untilTrue(() -> isCompleted(id))) {
                throw new IllegalStateException("an announcement was not sent in " + LIMIT);
            }
            sent += readers;
        }
        return sent / ((System.nanoTime() - begun) / 1e9);
    }

    private boolean isCompleted(String id) {
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
}
