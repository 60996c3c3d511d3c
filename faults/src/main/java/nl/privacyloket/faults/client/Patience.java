package nl.privacyloket.faults.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** How long one journey goes on asking. */
final class Patience {
    private static final long PAUSE_MILLIS = 150;

    private final long until;

    Patience(Duration limit) {
        this.until = System.nanoTime() + limit.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - until > 0;
    }

    void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }

    /**
     * Asks until there is an answer.
     *
     * @param what names what is waited for, when it does not come
     */
    <T> T await(String what, Callable<Optional<T>> question) throws Exception {
        while (!isOver()) {
            Optional<T> answer = question.call();
            if (answer.isPresent()) {
                return answer.get();
            }
            pause();
        }
        throw new GaveUpException(what);
    }
}
