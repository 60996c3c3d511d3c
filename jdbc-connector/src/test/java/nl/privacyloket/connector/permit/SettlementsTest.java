package nl.privacyloket.connector.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import org.junit.jupiter.api.Test;

class SettlementsTest {
    private static final UUID COMMAND = UUID.fromString("7d0f7f0e-2f0a-4a67-9c4e-5a8c3b1d2e01");

    private final Settlements settlements = new Settlements("test-shop");
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    private void note(String what) {
        ran.add(what + " " + Thread.currentThread().getName());
    }

    private void holdUp() {
        CountDownLatch begun = new CountDownLatch(1);
        settlements.execute(() -> {
            begun.countDown();
            await(mayGoOn);
            note("first");
        });
        await(begun);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyWaitsForASettlementAndClosingWaitsForAll() {
        holdUp();
        settlements.execute(() -> note("second"));

        assertThat(ran).isEmpty();
        mayGoOn.countDown();
        settlements.close();

        assertThat(ran).containsExactly("first settlements-test-shop", "second settlements-test-shop");
    }

    @Test
    void whoRedeemsWhileTooManyWaitSettlesToo() {
        holdUp();
        for (int i = 0; i < Settlements.UNSETTLED; i++) {
            settlements.execute(() -> note("waiting"));
        }
        assertThat(ran).isEmpty();

        settlements.execute(() -> note("one too many"));

        String caller = Thread.currentThread().getName();
        assertThat(ran).containsExactly("one too many " + caller);
        mayGoOn.countDown();
        settlements.close();
        assertThat(ran).hasSize(Settlements.UNSETTLED + 2);
    }

    @Test
    void whatEndsAfterClosingIsSettledByWhoEndedIt() throws Exception {
        Transactions plain = new JdbcTransactions(ShopDatabase.empty().dataSource(), () -> {});
        try (PermitServer permits = PermitServer.start()) {
            Redemptions redemptions = new Redemptions(new PermitClient(), plain, settlements);
            CommandPermit permit = new CommandPermit(permits.url(COMMAND.toString()), PermitServer.TOKEN, List.of());

            new PermittedTransactions(plain, redemptions).inTransaction(connection -> {
                CommandLock.take(connection, COMMAND);
                redemptions.redeem(COMMAND, permit);
                settlements.close();
                return null;
            });

            assertThat(permits.calls().stream().map(call -> call.split(" ")[0])).containsExactly("POST", "DELETE");
        }
    }
}
