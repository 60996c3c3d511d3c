package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.notification.correspondence.RecipientNotice;
import nl.privacyloket.notification.correspondence.RecipientNotice.Item;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.PostRoom;
import org.junit.jupiter.api.Test;

/** A recipient of data that takes no commands is written to, once, and the one that asked for it hears so (GDPR art. 19). */
class RecipientNoticeTest {
    private static final UUID COMMAND = UUID.fromString("c4f3a0de-52a1-4c0b-8a4e-0d5c1b7f9e32");

    private final PostRoom room = new PostRoom().withPolicy();
    private final RequestEvents requests =
            new RequestEvents(room.correspondences, room.queue, room.sending, Contracts.opener(), room.clock);
    private final RetentionEvents retention = new RetentionEvents(room.queue, Contracts.opener(), room.clock);

    @Test
    void isWrittenToAboutWhomAndWhat() {
        requestIsKnown();

        told(sample());
        told(sample());

        assertThat(room.database.rows(
                        "select kind, receiver, channel, state from message where receiver = 'recipient'"))
                .containsExactly("recipient-notice recipient e-mail queued");
        var claimed = room.claim(10).stream()
                .filter(message -> message.kind().equals("recipient-notice"))
                .findFirst()
                .orElseThrow();
        assertThat(room.queue.occasion(claimed))
                .isEqualTo(new RecipientNotice(
                        COMMAND,
                        "erase",
                        "Proefdrukkerij Testdam B.V.",
                        "proefdrukkerij@example.org",
                        List.of(new Item("e-mail", "saskia.voorbeeld@example.org")),
                        List.of("account"),
                        List.of()));
    }

    @Test
    void whoAskedForItHearsThatItWasSentAndNothingOfItStays() {
        requestIsKnown();
        told(sample());
        var claimed = room.claim(10).stream()
                .filter(message -> message.kind().equals("recipient-notice"))
                .findFirst()
                .orElseThrow();

        room.run(connection -> room.sending.sent(connection, claimed, false, room.clock.instant()));

        assertThat(room.database.rows("select data->>'commandId', data->>'kind' from"
                        + " (select convert_from(data, 'UTF8')::jsonb as data from outbox"
                        + " where type = 'nl.privacyloket.notification.sent.v1') sent"))
                .containsExactly(COMMAND + " recipient-notice");
        assertThat(room.database.rows("select count(*) from message where receiver = 'recipient' and occasion is null"))
                .containsExactly("1");
    }

    @Test
    void theFileOfARequestGoesWithAllItsMessages() {
        requestIsKnown();
        told(sample());

        room.run(connection -> {
            var due = new RequestFileEvents(room.correspondences);
            // Of any event it reads which request it is about.
            due.handle(sample(), connection);
            return null;
        });

        assertThat(room.database.rows("select (select count(*) from message), (select count(*) from correspondence)"))
                .containsExactly("0 0");
    }

    @Test
    void everyFactAboutRetentionIsKnownHere() throws IOException {
        Set<String> published;
        try (var in = Contracts.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
            published = Pattern.compile("name: (nl\\.privacyloket\\.retention\\.\\S+)")
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        var known = Stream.of(
                        retention,
                        new TaskEvents(room.queue, room.organisations, room.clock),
                        new OtherRetentionEvents())
                .flatMap(handler -> handler.types().stream());

        assertThat(known).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void whatNobodyCanBeAskedIsADeadLetter() {
        var event = sample();
        var unknown = changed(event);

        assertThatExceptionOfType(PoisonEventException.class)
                .isThrownBy(() -> room.transactional(connection -> {
                    retention.handle(unknown, connection);
                    return null;
                }));
    }

    private static IncomingEvent sample() {
        return Contracts.event("nl.privacyloket.retention.recipient-told.v1.sample");
    }

    private static IncomingEvent changed(IncomingEvent event) {
        var data = event.data(ObjectNode.class).put("action", "forget");
        return new IncomingEvent(
                event.id(),
                event.type(),
                event.source(),
                event.organisation(),
                event.time(),
                event.topic(),
                event.key(),
                event.traceparent(),
                EventJson.write(data));
    }

    private void requestIsKnown() {
        room.run(connection -> {
            requests.handle(Contracts.event("nl.privacyloket.request.received.v1.sample"), connection);
            return null;
        });
    }

    private void told(IncomingEvent event) {
        room.run(connection -> {
            retention.handle(event, connection);
            return null;
        });
    }
}
