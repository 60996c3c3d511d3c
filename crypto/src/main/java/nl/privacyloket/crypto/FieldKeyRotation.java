package nl.privacyloket.crypto;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/**
 * Replaces the key by which columns are encrypted, in two steps, so that no instance meets what it cannot read: first every
 * instance gets to know the new key, then it is written by. What was written by earlier keys stays readable; they stay in
 * the file for as long as such data do, backups included.
 */
public final class FieldKeyRotation {

    private FieldKeyRotation() {}

    /** From the command line: {@code add|promote <field-encryption.json>}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: FieldKeyRotation add|promote <field-encryption.json>");
            System.exit(2);
        }
        Path file = Path.of(args[1]);
        String before = Files.readString(file);
        String after =
                switch (args[0]) {
                    case "add" -> added(before);
                    case "promote" -> promoted(before);
                    default -> throw new IllegalArgumentException("add or promote, not " + args[0]);
                };
        replace(file, after);
    }

    /** A keyset with one more key, by which nothing is written yet. */
    static String added(String keyset) {
        try {
            KeysetHandle before = FieldCipher.keyset(keyset);
            KeysetHandle.Builder.Entry entry = KeysetHandle.generateEntryFromParameters(
                            PredefinedAeadParameters.AES256_GCM)
                    .withRandomId();
            return written(KeysetHandle.newBuilder(before).addEntry(entry).build());
        } catch (GeneralSecurityException e) {
            throw new CryptoException("no key could be added", e);
        }
    }

    /** The same keys, of which the newest is written by. */
    static String promoted(String keyset) {
        try {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(FieldCipher.keyset(keyset));
            builder.getAt(builder.size() - 1).makePrimary();
            return written(builder.build());
        } catch (GeneralSecurityException e) {
            throw new CryptoException("the newest key could not be made the first", e);
        }
    }

    private static String written(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
    }

    /** At once or not at all, and readable by nobody who could not read it before. */
    private static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.copy(file, next, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
