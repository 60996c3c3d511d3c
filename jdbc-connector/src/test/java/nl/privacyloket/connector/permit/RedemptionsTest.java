package nl.privacyloket.connector.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedemptionsTest {
    private static final UUID COMMAND = UUID.fromString("7d0f7f0e-2f0a-4a67-9c4e-5a8c3b1d2e01");

    private final PermitServer permits = PermitServer.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Transactions plain;

    @BeforeEach
    void database() throws Exception {
        plain = new JdbcTransactions(ShopDatabase.empty().dataSource(), () -> {});
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        permits.close();
    }

    private CommandPermit permit() {
        return new CommandPermit(permits.url(COMMAND.toString()), PermitServer.TOKEN, List.of());
    }

    private Redemptions redemptions() {
        return new Redemptions(new PermitClient(), plain, Runnable::run);
    }

    private List<String> calls() {
        return permits.calls().stream().map(call -> call.split(" ")[0]).toList();
    }

    private Void redeem(Redemptions redemptions, Transactions transactions) throws Exception {
        return new PermittedTransactions(transactions, redemptions).inTransaction(connection -> {
            CommandLock.take(connection, COMMAND);
            redemptions.redeem(COMMAND, permit());
            return null;
        });
    }

    /**
     * A process that is held up after its commit settles late. In the meantime another has redeemed the same permit; were that
     * one settled now, a hold would be acknowledged while its commit is still to come.
     */
    @Test
    void aLateSettlementNeverEndsTheRedemptionOfTheNext() throws Exception {
        CountDownLatch nextHasRedeemed = new CountDownLatch(1);
        CountDownLatch nextMayCommit = new CountDownLatch(1);
        Transactions heldUp = new Transactions() {
            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                T result = plain.inTransaction(work);
                threads.submit(() -> redeem(redemptions(), new Transactions() {
                    @Override
                    public <U> U inTransaction(Work<U> next) throws Exception {
                        return plain.inTransaction(connection -> {
                            U done = next.run(connection);
                            nextHasRedeemed.countDown();
                            assertThat(nextMayCommit.await(20, TimeUnit.SECONDS))
                                    .isTrue();
                            return done;
                        });
                    }
                }));
                assertThat(nextHasRedeemed.await(20, TimeUnit.SECONDS)).isTrue();
                return result;
            }
        };
        Future<Void> late = threads.submit(() -> redeem(redemptions(), heldUp));
        assertThat(nextHasRedeemed.await(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> late.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(calls()).containsExactly("POST", "POST");
        nextMayCommit.countDown();
        late.get(20, TimeUnit.SECONDS);
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(calls()).containsExactly("POST", "POST", "DELETE", "DELETE");
    }

    @Test
    void aThreadThatIsToldToStopSettlesAndStops() throws Exception {
        Redemptions redemptions = redemptions();

        boolean stopping = threads.submit(() -> {
                    new PermittedTransactions(plain, redemptions).inTransaction(connection -> {
                        CommandLock.take(connection, COMMAND);
                        redemptions.redeem(COMMAND, permit());
                        Thread.currentThread().interrupt();
                        return null;
                    });
                    return Thread.currentThread().isInterrupted();
                })
                .get(20, TimeUnit.SECONDS);

        assertThat(stopping).isTrue();
        assertThat(calls()).containsExactly("POST", "DELETE");
    }

    @Test
    void whatIsRevokedOrNotKnownIsNotSettled() {
        permits.answering(409, 403);

        assertThatThrownBy(() -> redeem(redemptions(), plain))
                .isInstanceOfSatisfying(CommandRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo("permit-revoked"));
        assertThatThrownBy(() -> redeem(redemptions(), plain))
                .isInstanceOfSatisfying(CommandRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo("permit-refused"));

        assertThat(calls()).containsExactly("POST", "POST");
    }

    @Test
    void noAnswerIsNoPermission() {
        permits.close();

        assertThatThrownBy(() -> redeem(redemptions(), plain)).isInstanceOf(NotReadyException.class);
    }

    @Test
    void troubleAtTheOtherSidePasses() {
        permits.answering(500, 429, 302);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> redeem(redemptions(), plain)).isInstanceOf(NotReadyException.class);
        }
        assertThat(calls()).containsExactly("POST", "DELETE", "POST", "DELETE", "POST", "DELETE");
    }

    @Test
    void tokensAndPersonsAreNotWrittenAnywhere() {
        assertThat(permit().toString()).doesNotContain(PermitServer.TOKEN);
    }
}
