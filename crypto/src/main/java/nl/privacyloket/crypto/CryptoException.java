package nl.privacyloket.crypto;

/**
 * A key that cannot be read, a seal or cipher text that does not open. The message never holds what was sealed or
 * encrypted, nor the key; the cause is dropped where it could.
 */
public final class CryptoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CryptoException(String message) {
        super(message);
    }

    public CryptoException(String message, Throwable cause) {
        super(message, cause);
    }
}
