package nl.privacyloket.stack.demo;

/** The demonstration saw something that should not be; the message says what. */
final class NotAsItShouldBeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAsItShouldBeException(String message) {
        super(message);
    }
}
