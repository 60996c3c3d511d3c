package nl.privacyloket.connector.command;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.connector.permit.PermitClient;
import nl.privacyloket.connector.permit.PermittedTransactions;
import nl.privacyloket.connector.permit.Redemptions;
import nl.privacyloket.connector.purge.PendingPurges;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasures under a permit, and of somebody whose data stay. */
class PermittedErasureTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:05Z"), ZoneOffset.UTC);
    private static final String ANNA = "anna@example.org";
    private static final String[] EVERYTHING = {"account", "orders", "invoices", "marketing", "usage", "website-visitor"
    };

    private final PermitServer permits = PermitServer.start();
    private final List<String> metered = new ArrayList<>();
    private ShopDatabase shop;
    private long offset;

    @BeforeEach
    void shopWithACustomer() throws Exception {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", ANNA);
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private InboundDispatcher dispatcher(Transactions transactions) throws Exception {
        KeyFolder keys = ShopDatabase.keys("test-shop");
        Replies replies =
                new Replies(shop.mapping(), (system, command, outcome) -> metered.add(command + " " + outcome), CLOCK);
        Redemptions redemptions =
                new Redemptions(new PermitClient(), new JdbcTransactions(shop.dataSource(), () -> {}), Runnable::run);
        CommandHandler handler = new CommandHandler(
                shop.fitted(), keys, redemptions, PendingUploads::add, PendingPurges::add, replies, CLOCK);
        return new InboundDispatcher(
                CommandHandler.CHANNEL,
                new PermittedTransactions(transactions, redemptions),
                List.of(handler),
                new DeadLetters("test-shop", keys.fieldCipher(), (connection, organisation) -> true),
                new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)),
                CLOCK);
    }

    private void dispatch(CommandRecords command) throws Exception {
        dispatcher(new JdbcTransactions(shop.dataSource(), () -> {})).dispatch(command.received(offset++));
    }

    private CommandRecords erase() {
        return CommandRecords.command(ShopDatabase.keys("retention-service").sealer(), "erase", "test-shop", "prifora")
                .about("e-mail", ANNA)
                .erasing(EVERYTHING)
                .permittedBy(permits);
    }

    private List<String> outcomes() throws Exception {
        return shop.query("SELECT coalesce(convert_from(data, 'UTF8')::jsonb->>'reason', 'done') FROM outbox"
                + " WHERE topic = 'privacyloket.results.v1' ORDER BY id");
    }

    private List<String> customers() throws Exception {
        return shop.query("SELECT id FROM customer ORDER BY id");
    }

    @Test
    void redeemsThePermitAndSettlesIt() throws Exception {
        CommandRecords erase = erase();

        dispatch(erase);

        String path = " /permits/" + erase.commandId() + "/redemption";
        assertThat(permits.calls()).containsExactly("POST" + path, "DELETE" + path);
        assertThat(customers()).isEmpty();
    }

    @Test
    void redeemsWhenNothingIsLeftToDoButTheCommit() throws Exception {
        permits.atRedemption(() -> {
            try {
                // Not committed yet, but done: the row is locked by its deletion.
                assertThat(customers()).containsExactly("7");
                assertThat(shop.query("SELECT count(*) FROM (SELECT 1 FROM customer FOR UPDATE SKIP LOCKED) free"))
                        .containsExactly("0");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        dispatch(erase());

        assertThat(outcomes()).containsExactly("done");
    }

    @Test
    void aRevokedPermitChangesNothingAndIsAnswered() throws Exception {
        permits.answering(409);

        dispatch(erase());

        assertThat(outcomes()).containsExactly("permit-revoked");
        assertThat(customers()).containsExactly("7");
        assertThat(shop.query("SELECT count(*) FROM executed_command")).containsExactly("0");
        assertThat(metered).containsExactly("erase permit-revoked");
        assertThat(permits.calls()).hasSize(1);
    }

    @Test
    void anUnknownPermitChangesNothingAndIsAnswered() throws Exception {
        dispatch(erase().withToken("y".repeat(43)));

        assertThat(outcomes()).containsExactly("permit-refused");
        assertThat(customers()).containsExactly("7");
    }

    @Test
    void waitsWhileNobodyAnswersForThePermit() throws Exception {
        permits.answering(503, 500, 502, 503, 504);

        dispatch(erase());

        assertThat(outcomes()).containsExactly("done");
        assertThat(customers()).isEmpty();
        // Each attempt is settled, granted or not: five in vain and the one that counted.
        assertThat(permits.calls()).hasSize(12);
    }

    @Test
    void aPermitIsSettledAfterARollback() throws Exception {
        Transactions plain = new JdbcTransactions(shop.dataSource(), () -> {});
        Transactions failingOnce = new Transactions() {
            private boolean failed;

            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                return plain.inTransaction(connection -> {
                    T result = work.run(connection);
                    if (!failed) {
                        failed = true;
                        throw new IllegalStateException("the commit fails");
                    }
                    return result;
                });
            }
        };

        dispatcher(failingOnce).dispatch(erase().received(offset++));

        assertThat(permits.calls().stream().map(call -> call.split(" ")[0]))
                .containsExactly("POST", "DELETE", "POST", "DELETE");
        assertThat(outcomes()).containsExactly("done");
    }

    @Test
    void twoExecutionsOfACommandWaitForEachOther() throws Exception {
        CommandRecords erase = erase();
        CountDownLatch redeeming = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        permits.atRedemption(() -> {
            redeeming.countDown();
            try {
                assertThat(goOn.await(4, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<Throwable> failures = new ArrayList<>();
        Thread first = inBackground(erase, failures);
        assertThat(redeeming.await(20, TimeUnit.SECONDS)).isTrue();
        Thread second = inBackground(erase.sentAgain(), failures);
        second.join(300);

        assertThat(second.isAlive()).isTrue();
        goOn.countDown();
        first.join(20_000);
        second.join(20_000);

        assertThat(failures).isEmpty();
        assertThat(outcomes()).containsExactly("done", "done");
        assertThat(permits.calls()).hasSize(2);
    }

    private Thread inBackground(CommandRecords command, List<Throwable> failures) {
        long mine = offset++;
        Thread thread = new Thread(() -> {
            try {
                dispatcher(new JdbcTransactions(shop.dataSource(), () -> {})).dispatch(command.received(mine));
            } catch (Exception e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void somebodyWhoseDataStayIsNotErasedWhateverTheyAreKnownBy() throws Exception {
        dispatch(erase().except(null, "customer-number", "C-7"));

        assertThat(outcomes()).containsExactly("held");
        assertThat(customers()).containsExactly("7");
        assertThat(permits.calls()).isEmpty();
    }

    @Test
    void somebodyElsesHoldIsNoReasonToRefuse() throws Exception {
        dispatch(erase().except(null, "e-mail", "bert@example.net"));

        assertThat(outcomes()).containsExactly("done");
    }

    @Test
    void aCategoryThatStaysMayNotLoseWhoseItIs() throws Exception {
        dispatch(erase().erasing("account", "orders", "marketing", "usage", "website-visitor")
                .except("invoices", "e-mail", ANNA));

        assertThat(outcomes()).containsExactly("held");
        assertThat(customers()).containsExactly("7");
    }

    @Test
    void aCategoryThatStaysIsLeftAloneWhileOthersGo() throws Exception {
        dispatch(erase().erasing("orders", "website-visitor").except("invoices", "e-mail", ANNA));

        assertThat(outcomes()).containsExactly("done");
        assertThat(shop.query("SELECT count(*) FROM orders")).containsExactly("0");
        assertThat(shop.query("SELECT count(*) FROM invoice")).containsExactly("3");
    }

    @Test
    void withoutAPermitACommandIsSetAside() throws Exception {
        dispatch(erase().withoutPermit());

        assertThat(outcomes()).isEmpty();
        assertThat(shop.query("SELECT reason FROM dead_letter")).containsExactly("malformed-data");
    }
}
