package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Moment;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 80;

    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final DeliveryWorker worker =
            new DeliveryWorker(room::postman, room.relays(server.port()), PostRoom.SETTINGS, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        worker.close();
        server.close();
    }

    private void queue(int requests) {
        IntStream.range(0, requests)
                .forEach(person -> room.queue(
                        room.request(Requests.at("p" + person + "@example.org")), new Occasion.Confirmation()));
    }

    private List<String> taken(String header) {
        return server.taken().stream()
                .flatMap(mail -> mail.lines().filter(line -> line.startsWith(header)))
                .toList();
    }

    private void awaitAllSent() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(room.messages()).isNotEmpty().allMatch(line -> line.contains(" sent ")));
    }

    @Test
    void severalSendersSendEachMailOnce() {
        queue(MANY);

        worker.start();

        awaitAllSent();
        assertThat(taken("Message-ID:")).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(room.counts.sent()).isEqualTo(MANY);
        assertThat(server.connections()).isLessThanOrEqualTo(PostRoom.SETTINGS.senders());
    }

    @Test
    void severalMailsAreInHandAtTheSameTime() {
        queue(MANY);
        Set<Thread> inHand = ConcurrentHashMap.newKeySet();
        CountDownLatch allAtOnce = new CountDownLatch(PostRoom.SETTINGS.senders());
        server.watchedBy(moment -> {
            if (moment == Moment.ADDRESSED && inHand.add(Thread.currentThread())) {
                allAtOnce.countDown();
                awaitQuietly(allAtOnce);
            }
        });

        worker.start();

        awaitAllSent();
        assertThat(allAtOnce.getCount()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatHangsHoldsUpOnlyTheMailInHand() {
        queue(1);
        server.will(Whim.TAKE_AND_HANG);
        worker.start();
        await().atMost(PATIENCE).until(() -> server.taken().size() == 1);
        room.queue(room.request(Requests.at("harm.proef@example.org")), new Occasion.Confirmation());

        worker.wake();

        await().atMost(PATIENCE).until(() -> room.messages().contains("confirmation sent 1 null"));
    }

    @Test
    void anErrorOutsideAnyMailEndsNoSender() {
        AtomicInteger looks = new AtomicInteger();
        DeliveryWorker shaken = new DeliveryWorker(
                transport -> room.postman(transport, new Transactions() {
                    @Override
                    public <T> T inTransaction(Work<T> work) throws Exception {
                        if (looks.getAndIncrement() < PostRoom.SETTINGS.senders()) {
                            throw new OutOfMemoryError("a test");
                        }
                        return room.transactional(work);
                    }
                }),
                room.relays(server.port()),
                PostRoom.SETTINGS,
                Duration.ofSeconds(5));
        queue(1);

        shaken.start();

        awaitAllSent();
        shaken.close();
    }

    @Test
    void messagesOfOneRequestLeaveInTheirOrderFromWhicheverSender() {
        List<UUID> requests = IntStream.range(0, 10)
                .mapToObj(person -> room.request(Requests.at("p" + person + "@example.org")))
                .toList();
        requests.forEach(request -> room.queue(request, new Occasion.Confirmation()));
        requests.forEach(request -> room.queue(request, PostRoom.decision()));
        server.will(Whim.RECIPIENT_LATER);

        worker.start();
        await().atMost(PATIENCE).until(() -> server.taken().size() == 18);
        room.clock.pass(PostRoom.RETRY);

        awaitAllSent();
        assertThat(room.database.rows("""
                        select count(*) from message earlier join message later using (request_id)
                        where earlier.place < later.place and earlier.settled_at > later.settled_at
                        """)).containsExactly("0");
        assertThat(taken("Message-ID:")).hasSize(20).doesNotHaveDuplicates();
    }
}
