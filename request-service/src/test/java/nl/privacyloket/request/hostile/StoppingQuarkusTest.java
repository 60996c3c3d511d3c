package nl.privacyloket.request.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.kit.transaction.RunningTransactions;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** The service is told to stop while somebody is in the middle of something. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
@TestProfile(StoppingQuarkusTest.OfItsOwn.class)
class StoppingQuarkusTest {
    @Inject
    RunningTransactions transactions;

    @Inject
    EntityManager entities;

    @Inject
    Counter counter;

    /** It serves nobody afterwards. */
    public static final class OfItsOwn implements QuarkusTestProfile {}

    @Test
    void whatHasBegunIsCommittedBeforeItStopsAndNothingElseBegins() throws Exception {
        Taken request = counter.asks("prifora", "access");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        FutureTask<Void> inTheMiddle =
                started(() -> QuarkusTransaction.requiringNew().run(() -> {
                    assertThat(entities.createNativeQuery("select 1").getSingleResult())
                            .isEqualTo(1);
                    begun.countDown();
                    awaitOpen(mayEnd);
                }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        FutureTask<Void> stop = started(() -> transactions.stop());
        await().atMost(10, TimeUnit.SECONDS).until(transactions::isStopping);

        ComeAgain.isToldAbout(request);
        assertThat(stop.isDone()).isFalse();
        mayEnd.countDown();
        inTheMiddle.get(10, TimeUnit.SECONDS);
        stop.get(10, TimeUnit.SECONDS);
    }

    private interface Task {
        void run() throws Exception;
    }

    private static FutureTask<Void> started(Task task) {
        FutureTask<Void> future = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        new Thread(future, "in-the-middle").start();
        return future;
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
