package nl.privacyloket.crypto;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;

/** Opens what was sealed to one receiver. Thread-safe. */
public final class SealOpener {
    private final ObjectMapper json = SealJson.mapper();
    private final String recipient;
    private final PrivateKey key;

    SealOpener(String recipient, PrivateKey key) {
        this.recipient = recipient;
        this.key = key;
    }

    /** The name that others seal to. */
    public String recipient() {
        return recipient;
    }

    /**
     * Opens a seal and reads the value inside.
     *
     * @throws CryptoException when it was sealed to somebody else, was altered, or does not hold such a value; the
     *     message holds nothing of the content
     */
    public <T> T open(Sealed sealed, Class<T> type) {
        if (sealed == null || sealed.jwe() == null || !recipient.equals(sealed.recipient())) {
            throw new CryptoException("not sealed to " + recipient);
        }
        byte[] plain;
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setProviderContext(BouncyCastle.AGREES);
            jwe.setAlgorithmConstraints(Sealer.KEY_MANAGEMENT);
            jwe.setContentEncryptionAlgorithmConstraints(Sealer.CONTENT_ENCRYPTION);
            jwe.setCompactSerialization(sealed.jwe());
            jwe.setKey(key);
            plain = jwe.getPlaintextBytes();
        } catch (JoseException | RuntimeException e) {
            throw new CryptoException("the seal to " + recipient + " does not open");
        }
        T value;
        try {
            value = json.readValue(plain, type);
        } catch (IOException e) {
            // The parser's message quotes its input, which is what the seal protects: the cause is dropped.
            throw holdsNone(type);
        }
        if (value == null) {
            throw holdsNone(type);
        }
        return value;
    }

    private CryptoException holdsNone(Class<?> type) {
        return new CryptoException("the seal to " + recipient + " does not hold a " + type.getSimpleName());
    }

    /** Agrees on the key by Bouncy Castle, for the reason that {@link KeyAgreement} gives. Loaded with the first seal. */
    private static final class BouncyCastle {
        static final ProviderContext AGREES = context();

        private static ProviderContext context() {
            // After those of the JDK, so that nobody gets anything of it who does not ask for it by name.
            Security.addProvider(new BouncyCastleProvider());
            ProviderContext context = new ProviderContext();
            context.getSuppliedKeyProviderContext().setKeyAgreementProvider(BouncyCastleProvider.PROVIDER_NAME);
            return context;
        }
    }
}
