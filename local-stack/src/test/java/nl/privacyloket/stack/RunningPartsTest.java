package nl.privacyloket.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunningPartsTest {

    private final RunningParts parts = new RunningParts();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void stopsTheLatestFirstAndGoesOnWhenOneFails() throws Exception {
        parts.start(() -> () -> stopped.add("first"));
        parts.start(() -> () -> {
            throw new IllegalStateException("does not stop");
        });
        parts.start(() -> () -> stopped.add("last"));

        parts.close();

        assertThat(stopped).containsExactly("last", "first");
    }

    @Test
    void stopsAPartThatWasStillStartingAndStartsNoneAfterwards() throws Exception {
        CountDownLatch startBegan = new CountDownLatch(1);
        CountDownLatch startMayEnd = new CountDownLatch(1);
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> {
            try {
                parts.start(() -> {
                    startBegan.countDown();
                    startMayEnd.await();
                    return () -> stopped.add("slow");
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        startBegan.await();
        CompletableFuture<Void> close = CompletableFuture.runAsync(parts::close);

        startMayEnd.countDown();

        CompletableFuture.allOf(start, close).get(10, TimeUnit.SECONDS);
        assertThat(stopped).containsExactly("slow");
        assertThatThrownBy(() -> parts.start(() -> () -> stopped.add("too late")))
                .isInstanceOf(StackException.class)
                .hasMessage("The stack is being stopped");
    }
}
