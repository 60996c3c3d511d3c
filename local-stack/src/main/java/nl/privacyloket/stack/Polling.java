package nl.privacyloket.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks again and again until there is an answer, for what cannot tell by itself that it is ready. */
public final class Polling {

    private final Duration limit;
    private final Duration interval;

    private Polling(Duration limit, Duration interval) {
        this.limit = limit;
        this.interval = interval;
    }

    /** Polls five times a second, this long at most. */
    public static Polling upTo(Duration limit) {
        return new Polling(limit, Duration.ofMillis(200));
    }

    /** The same with another pause between two questions. */
    public Polling every(Duration pause) {
        return new Polling(limit, pause);
    }

    /**
     * The first answer that is there.
     *
     * @param question asked in another thread; what it throws ends the polling and is thrown here
     * @return empty when the limit has passed without an answer
     */
    public <T> Optional<T> forAnswer(Supplier<Optional<T>> question) throws InterruptedException {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(Polling::daemon);
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            executor.scheduleWithFixedDelay(() -> ask(question, answer), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Whether the condition holds before the limit has passed. */
    public boolean untilTrue(Supplier<Boolean> condition) throws InterruptedException {
        return forAnswer(() -> condition.get() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static <T> void ask(Supplier<Optional<T>> question, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            // The one who waits has not stopped the questions yet.
            return;
        }
        try {
            question.get().ifPresent(answer::complete);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "polling");
        thread.setDaemon(true);
        return thread;
    }
}
