package nl.privacyloket.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Encrypts a column's value at rest (AES-256-GCM by a Tink keyset, which may hold earlier keys so that it can be
 * rotated). The context binds the cipher text to its place: moved to another row or column it does not open.
 * Thread-safe.
 */
public final class FieldCipher {
    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Aead aead;

    private FieldCipher(Aead aead) {
        this.aead = aead;
    }

    static FieldCipher of(String keysetJson) {
        try {
            return new FieldCipher(keyset(keysetJson).getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new CryptoException("the keyset for encryption at rest cannot be read");
        }
    }

    static KeysetHandle keyset(String json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    }

    static String newKeyset() {
        try {
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new CryptoException("no keyset for encryption at rest could be made", e);
        }
    }

    /**
     * @param context where the value stands, such as {@code request.requester/<row id>/email}; needed again to decrypt
     * @param plain the value; null gives null
     */
    public byte[] encrypt(String context, String plain) {
        return plain == null ? null : encryptBytes(context, plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @return the value, or null for null
     * @throws CryptoException when the text was altered, belongs to another context, or its key is gone
     */
    public String decrypt(String context, byte[] cipherText) {
        return cipherText == null ? null : new String(decryptBytes(context, cipherText), StandardCharsets.UTF_8);
    }

    /** As {@link #encrypt}, for bytes such as an export package. */
    public byte[] encryptBytes(String context, byte[] plain) {
        try {
            return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new CryptoException("encryption failed for " + context);
        }
    }

    /** As {@link #decrypt}, for bytes. */
    public byte[] decryptBytes(String context, byte[] cipherText) {
        try {
            return aead.decrypt(cipherText, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new CryptoException("what is stored at " + context + " does not decrypt");
        }
    }
}
