package nl.privacyloket.stack.demo;

import java.util.Objects;

/** Compares what is with what should be. */
final class Check {

    private Check() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotAsItShouldBeException(otherwise);
        }
    }

    static void equal(String what, Object expected, Object actual) {
        that(Objects.equals(expected, actual), what + " should be " + expected + " but is " + actual);
    }
}
