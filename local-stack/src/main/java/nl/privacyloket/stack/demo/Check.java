package nl.privacyloket.stack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import nl.privacyloket.stack.Polling;

/** Compares what is with what should be. */
final class Check {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Check() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotAsItShouldBeException(otherwise);
        }
    }

    static void equal(String what, Object expected, Object actual) {
        that(Objects.equals(expected, actual), what + " should be " + expected + " but is " + actual);
    }

    /** Waits until something holds. */
    static void await(String otherwise, BooleanSupplier holds) throws InterruptedException {
        Polling.upTo(PATIENCE)
                .forAnswer(() -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .orElseThrow(() -> new NotAsItShouldBeException(otherwise + ", after " + PATIENCE.toSeconds() + " s"));
    }

    /**
     * Waits for an answer.
     *
     * @param what that should be there
     */
    static <T> T answer(String what, Callable<Optional<T>> question) throws InterruptedException {
        return Polling.upTo(PATIENCE)
                .forAnswer(() -> asked(question))
                .orElseThrow(() ->
                        new NotAsItShouldBeException(what + " should be there after " + PATIENCE.toSeconds() + " s"));
    }

    private static <T> Optional<T> asked(Callable<Optional<T>> question) {
        try {
            return question.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
