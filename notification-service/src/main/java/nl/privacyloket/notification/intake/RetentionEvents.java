package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.RecipientNotice;
import nl.privacyloket.notification.queue.MessageQueue;

/** Queues a mail to each recipient of data who takes no commands and must hear what was decided (GDPR art. 19). */
public final class RetentionEvents implements EventHandler {
    /** Name of the channel that carries them. */
    public static final String CHANNEL = "retention";

    private static final String RECIPIENT_TOLD = "nl.privacyloket.retention.recipient-told.v1";

    private final MessageQueue queue;
    private final SealedFacts facts;
    private final Clock clock;

    public RetentionEvents(MessageQueue queue, SealOpener seal, Clock clock) {
        this.queue = queue;
        this.facts = new SealedFacts(seal);
        this.clock = clock;
    }

    private record Told(UUID requestId, UUID commandId, String action, Sealed contact) {}

    private record Recipient(
            String recipient,
            String email,
            List<Map<String, String>> identifiers,
            List<String> categories,
            List<Map<String, String>> corrections) {}

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(RECIPIENT_TOLD);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Told told = event.data(Told.class);
        complete(told.requestId(), told.commandId(), told.action(), told.contact());
        Recipient recipient = facts.open(told.contact(), Recipient.class);
        complete(recipient.recipient(), recipient.email(), recipient.identifiers(), recipient.categories());
        if (!RecipientNotice.ACTIONS.contains(told.action())) {
            throw new PoisonEventException("unknown-action");
        }
        Occasion notice = new RecipientNotice(
                told.commandId(),
                told.action(),
                recipient.recipient(),
                recipient.email(),
                recipient.identifiers().stream().map(one -> item(one, "type")).toList(),
                recipient.categories(),
                recipient.corrections() == null
                        ? List.of()
                        : recipient.corrections().stream()
                                .map(one -> item(one, "field"))
                                .toList());
        queue.add(
                connection,
                event.organisation(),
                told.requestId(),
                notice,
                told.commandId().toString(),
                clock.instant());
    }

    private static RecipientNotice.Item item(Map<String, String> members, String label) {
        complete(members, members.get(label), members.get("value"));
        return new RecipientNotice.Item(members.get(label), members.get("value"));
    }
}
