package nl.privacyloket.notification.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.announcement.PolicyAnnouncements;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.queue.ClaimedMessage;
import nl.privacyloket.notification.queue.MessageState;
import nl.privacyloket.notification.queue.OutTray;

/** Facts of the samples that arrive, and what is in the post room then. */
final class Arrivals {
    static final UUID BY_MAIL = UUID.fromString("74abbffd-0d54-4937-a29c-8638659ef566");

    private final PostRoom room = new PostRoom();
    private final List<EventHandler> handlers = List.of(
            new PolicyEvents(room.organisations, new PolicyAnnouncements(50, Duration.ofDays(7), room.clock)),
            new RequestEvents(room.correspondences, room.queue, room.sending, Contracts.opener(), room.clock),
            new CaseworkEvents(room.correspondences, room.queue, Contracts.opener(), room.clock),
            new DisclosureEvents(room.queue, Contracts.opener(), room.clock),
            new RequestFileEvents(room.correspondences),
            new TaskEvents(room.queue, room.organisations, room.clock));

    PostRoom room() {
        return room;
    }

    List<EventHandler> handlers() {
        return handlers;
    }

    /** Samples by their names, without what all names begin with. */
    void arrive(String... samples) {
        for (String sample : samples) {
            handle(Contracts.event("nl.privacyloket." + sample));
        }
    }

    void handle(IncomingEvent event) {
        room.run(connection -> {
            handler(event.type()).handle(event, connection);
            return null;
        });
    }

    EventHandler handler(String type) {
        return handlers.stream()
                .filter(handler -> handler.types().contains(type))
                .findFirst()
                .orElseThrow();
    }

    /** The occasion of the letter that was made last. */
    Occasion printed() {
        UUID id = UUID.fromString(room.database
                .rows("select id from message order by place desc limit 1")
                .get(0));
        return room.run(connection ->
                room.queue.occasion(room.outTray.find(connection, id).orElseThrow()));
    }

    /** The occasion of the last mail that waits. */
    Occasion claimed() {
        List<ClaimedMessage> messages = room.claim(10);
        return room.queue.occasion(messages.get(messages.size() - 1));
    }

    /** The occasion of the first message, whether or not it can be sent yet. */
    Occasion first() {
        return room.run(connection -> {
            try (var row = connection
                    .createStatement()
                    .executeQuery("select id, request_id, organisation, kind, occasion from message order by place")) {
                row.next();
                return room.queue.occasion(new OutTray.PaperLetter(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        MessageState.QUEUED,
                        1,
                        row.getBytes(5)));
            }
        });
    }

    List<String> receivers() {
        return room.database.rows("select kind, receiver, channel, state from message order by place");
    }

    /** The request of {@link #BY_MAIL} is over. */
    void close(String right, String outcome) {
        handle(event(
                "nl.privacyloket.request.closed.v1",
                "{\"requestId\":\"" + BY_MAIL + "\",\"right\":\"" + right + "\",\"outcome\":\"" + outcome
                        + "\",\"closedAt\":\"2026-11-22T11:00:00Z\"}"));
    }

    void sendAll() {
        for (List<ClaimedMessage> batch = room.claim(10); !batch.isEmpty(); batch = room.claim(10)) {
            for (ClaimedMessage message : batch) {
                room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));
            }
        }
    }

    /** The same event as another one, with something else in its data. */
    static IncomingEvent with(IncomingEvent event, String what, String instead) {
        String data = new String(event.bytes(), StandardCharsets.UTF_8).replace(what, instead);
        return event(event.type(), data);
    }

    static IncomingEvent event(String type, String data) {
        return new IncomingEvent(
                UUID.randomUUID().toString(),
                type,
                "request-service",
                "prifora",
                PostRoom.START,
                "privacyloket.requests.v1",
                "key",
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }
}
