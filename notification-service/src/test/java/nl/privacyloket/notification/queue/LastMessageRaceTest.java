package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request ends in the moment in which its last message has gone: one of the two must forget the contact. */
class LastMessageRaceTest {
    private static final String WAITING =
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private final PostRoom room = new PostRoom().withPolicy();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void theContactGoesWhoeverCommitsLast() throws Exception {
        UUID request = room.request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        ClaimedMessage last = room.claim(1).get(0);
        CountDownLatch recorded = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        Future<?> sending = threads.submit(() -> room.run(connection -> {
            boolean sent = room.sending.sent(connection, last, false, room.clock.instant());
            recorded.countDown();
            commit.await();
            return sent;
        }));
        recorded.await();

        Future<?> closing = threads.submit(() -> room.close(request));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> closing.isDone() || !room.database.rows(WAITING).isEmpty());
        commit.countDown();
        sending.get();
        closing.get();

        assertThat(room.database.rows("select contact is null, subject_hashes is null from correspondence"))
                .containsExactly("t t");
        assertThat(room.database.rows("select occasion is null from message")).containsExactly("t");
    }

    @Test
    void theTwoDoNotMeetOverAMessageOfAnotherRequestThatFailedLongAgo() throws Exception {
        UUID another = room.request(Requests.saskia());
        room.queue(another, new Occasion.RestrictionLifting("Uw adres klopt nu.", Requests.saskia()));
        ClaimedMessage failing = room.claim(1).get(0);
        room.run(connection -> room.sending.failed(connection, failing, "smtp-550", room.clock.instant()));
        room.clock.pass(PostRoom.FAILED_KEPT.plusSeconds(1));
        UUID request = room.request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        ClaimedMessage last = room.claim(10).stream()
                .filter(message -> message.requestId().equals(request))
                .findFirst()
                .orElseThrow();
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch forget = new CountDownLatch(1);
        Future<?> closing = threads.submit(() -> room.run(connection -> {
            room.correspondences.close(connection, request, "prifora", room.clock.instant());
            closed.countDown();
            forget.await();
            room.sending.forgetDone(connection, request, room.clock.instant());
            return null;
        }));
        closed.await();

        Future<?> sending = threads.submit(
                () -> room.run(connection -> room.sending.sent(connection, last, false, room.clock.instant())));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sending.isDone() || !room.database.rows(WAITING).isEmpty());
        forget.countDown();
        closing.get();
        sending.get();

        assertThat(room.database.rows("select kind, state, occasion is null from message where receiver <> 'staff'"
                        + " order by place"))
                .containsExactly("restriction-lifting failed f", "decision sent t");
    }
}
