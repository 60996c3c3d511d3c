package nl.privacyloket.request.correspondence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.request.disclosure.Disclosures;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.restriction.Lifting;

/** A message that could not be delivered comes into the case file; one that a step waits for lets that step be taken. */
@ApplicationScoped
class NotificationHandler implements EventHandler {

    private static final String SENT = "nl.privacyloket.notification.sent.v1";
    /** It did not arrive: refused, returned, or not sent because nothing is sent to that address. */
    private static final Set<String> FAILED = Set.of(
            "nl.privacyloket.notification.failed.v1",
            "nl.privacyloket.notification.bounced.v1",
            "nl.privacyloket.notification.suppressed.v1");

    private static final Set<String> TYPES =
            Stream.concat(Stream.of(SENT), FAILED.stream()).collect(Collectors.toUnmodifiableSet());

    private static final String RESTRICTION_LIFTING = "restriction-lifting";

    private static final Set<String> DISCLOSURE = Set.of("disclosure", "disclosure-consent");

    private final RequestFiles files;
    private final Lifting lifting;
    private final Disclosures disclosures;
    private final RequestJournal journal;
    private final Clock clock;

    NotificationHandler(
            RequestFiles files, Lifting lifting, Disclosures disclosures, RequestJournal journal, Clock clock) {
        this.files = files;
        this.lifting = lifting;
        this.disclosures = disclosures;
        this.journal = journal;
        this.clock = clock;
    }

    private record Message(UUID requestId, UUID messageId, String kind) {}

    @Override
    public String channel() {
        return NotificationEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return TYPES;
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        Message message = event.data(Message.class);
        if (message.requestId() == null || message.kind() == null) {
            throw new PoisonEventException("incomplete-data");
        }
        if (DISCLOSURE.contains(message.kind())) {
            // In the place of a request's id there is the disclosure's.
            disclosures.noteMessage(
                    message.requestId(),
                    event.organisation(),
                    message.kind(),
                    event.type().equals(SENT));
        } else if (FAILED.contains(event.type())) {
            files.lock(message.requestId())
                    .filter(file -> file.organisation().equals(event.organisation()))
                    .ifPresent(file -> failed(file, message));
        } else if (message.kind().equals(RESTRICTION_LIFTING)) {
            files.lock(message.requestId())
                    .filter(file -> file.organisation().equals(event.organisation()))
                    .ifPresent(lifting::told);
        }
    }

    private void failed(RequestFile file, Message message) {
        journal.note(
                file,
                FactKind.MESSAGE_FAILED,
                RequestJournal.NOTIFICATION,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Map.of("kind", message.kind(), "messageId", String.valueOf(message.messageId())));
    }
}
