package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.fixture.MailingLists.START;
import static nl.privacyloket.notification.fixture.MailingLists.saskia;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nl.privacyloket.notification.fixture.MailingLists;
import nl.privacyloket.notification.subscriber.Enrolment.Outcome;
import nl.privacyloket.notification.subscriber.Enrolment.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Systems, persons and requests at the same moment: whoever comes first, what was ended stays ended. */
class SubscriptionRaceTest {
    private static final int ROUNDS = 40;

    private final MailingLists lists = new MailingLists();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @SafeVarargs
    private <T> List<T> atOnce(Callable<T>... calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.length);
        List<Future<T>> running = new ArrayList<>();
        for (Callable<T> call : calls) {
            running.add(threads.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get());
        }
        return results;
    }

    @Test
    void aSynchronisationAndTheLinkAtOnceLeaveItEnded() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            MailingLists.Said entry = saskia().as("C-" + round).at(round + "@example.org");
            lists.put(entry);
            UUID id = lists.id("C-" + round);

            atOnce(
                    () -> lists.put(entry.of("newsletter", "marketing")),
                    () -> lists.follow(id, "newsletter"),
                    () -> lists.put(entry.at("other" + entry.email())));

            assertThat(lists.put(entry).purposes()).as("round " + round).doesNotContain("newsletter");
        }
        assertThat(lists.entries()).hasSize(ROUNDS).noneMatch(entry -> entry.contains("newsletter"));
    }

    @Test
    void aNewEntryAndAWithdrawalAtOnceLeaveItEnded() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String email = round + "@example.org";
            String hash = MailingLists.hash("prifora", "e-mail", email);
            MailingLists.Said entry = saskia().as("C-" + round).at(email);

            atOnce(() -> lists.put(entry), () -> {
                lists.withdraw(hash, "newsletter", START);
                return null;
            });
        }

        assertThat(lists.entries()).hasSize(ROUNDS).noneMatch(entry -> entry.contains("newsletter"));
    }

    @Test
    void aNewEntryAndAnErasureAtOnceLeaveNoOffer() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String email = round + "@example.org";
            String hash = MailingLists.hash("prifora", "e-mail", email);
            MailingLists.Said entry = saskia().as("C-" + round).at(email);

            atOnce(() -> lists.put(entry), () -> {
                lists.erase(hash);
                return null;
            });
        }

        assertThat(lists.entries())
                .as("erased, or new after an erasure that knew no such entry")
                .allMatch(entry -> entry.endsWith(" policy-change t"));
    }

    @Test
    void theSameNewEntryTwiceAtOnceIsOneWhoseAddressOpens() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            MailingLists.Said entry = saskia().as("C-" + round).at(round + "@example.org");

            List<Stored> stored = atOnce(() -> lists.put(entry), () -> lists.put(entry.of("marketing")));

            assertThat(stored).extracting(Stored::outcome).containsExactlyInAnyOrder(Outcome.CREATED, Outcome.CHANGED);
            assertThat(address("C-" + round)).isEqualTo(round + "@example.org");
        }
    }

    private String address(String subscriber) {
        UUID id = lists.id(subscriber);
        return lists.run(connection -> {
            try (var select = connection.prepareStatement("select email from subscriber where id = ?")) {
                select.setObject(1, id);
                try (var row = select.executeQuery()) {
                    row.next();
                    return lists.subscribers.email(id, row.getBytes(1));
                }
            }
        });
    }

    @Test
    void twoListsInOppositeOrderBothGoIn() throws Exception {
        List<MailingLists.Said> forth = IntStream.range(0, 200)
                .mapToObj(number -> saskia().as("C-" + number).at(number + "@example.org"))
                .toList();
        List<MailingLists.Said> back = new ArrayList<>(forth);
        java.util.Collections.reverse(back);

        atOnce(() -> lists.putAll(forth), () -> lists.putAll(back), () -> lists.putAll(forth));

        assertThat(lists.entries()).hasSize(200);
        assertThat(lists.audit()).hasSize(200);
    }

    @Test
    void ofAListThatIsPartlyStoredMeanwhileEachEntryIsCreatedOnce() throws Exception {
        List<MailingLists.Said> all = IntStream.range(0, 64)
                .mapToObj(number -> saskia().as("C-" + number).at(number + "@example.org"))
                .toList();
        List<MailingLists.Said> few = all.subList(0, 8);
        CyclicBarrier written = new CyclicBarrier(2);
        Future<?> first = threads.submit(() -> lists.run(connection -> {
            lists.putAll(connection, few);
            written.await();
            await().until(() -> !lists.database
                    .rows("select 1 from pg_stat_activity where datname = current_database()"
                            + " and wait_event_type = 'Lock'")
                    .isEmpty());
            return null;
        }));
        written.await();

        Map<String, Stored> stored =
                lists.putAll(all.stream().map(said -> said.of("marketing")).toList());

        first.get();
        assertThat(stored.values())
                .extracting(Stored::outcome)
                .filteredOn(Outcome.CHANGED::equals)
                .hasSameSizeAs(few);
        assertThat(lists.audit()).filteredOn(act -> act.contains("added")).hasSameSizeAs(all);
        assertThat(lists.entries()).allMatch(entry -> entry.endsWith(" marketing,policy-change t"));
    }

    @Test
    void whoWantsAllPlacesWaitsForEntriesThatAreBeingStored() throws Exception {
        lists.put(saskia());
        CyclicBarrier written = new CyclicBarrier(2);
        Future<?> storing = threads.submit(() -> lists.run(connection -> {
            SubscriberLock.shared(connection, "prifora");
            written.await();
            connection
                    .createStatement()
                    .execute(
                            "insert into subscriber (id, organisation, subscriber, address_hash, subject_hashes, locale,"
                                    + " purposes, changed_at) values (gen_random_uuid(), 'prifora', 'C-2', 'h', '{h,i}', 'nl',"
                                    + " '{}', now())");
            return null;
        }));
        written.await();

        String places = lists.run(connection -> {
            SubscriberLock.exclusive(connection, "prifora");
            try (var row = connection.createStatement().executeQuery("select count(*) from subscriber")) {
                row.next();
                return row.getString(1);
            }
        });

        storing.get();
        assertThat(places).isEqualTo("2");
    }
}
