package nl.privacyloket.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldKeyRotationTest {
    private static final String PLACE = "request.requester/1/email";

    @Test
    void anInstanceThatKnowsTheNewKeyReadsWhatBothWrite() {
        String old = FieldCipher.newKeyset();
        String known = FieldKeyRotation.added(old);
        String used = FieldKeyRotation.promoted(known);

        byte[] before = FieldCipher.of(old).encrypt(PLACE, "before");
        byte[] after = FieldCipher.of(used).encrypt(PLACE, "after");

        assertThat(FieldCipher.of(known).decrypt(PLACE, before)).isEqualTo("before");
        assertThat(FieldCipher.of(known).decrypt(PLACE, after)).isEqualTo("after");
        assertThat(FieldCipher.of(used).decrypt(PLACE, before)).isEqualTo("before");
    }

    @Test
    void aKeyThatIsOnlyAddedWritesNothing() {
        String old = FieldCipher.newKeyset();

        byte[] written = FieldCipher.of(FieldKeyRotation.added(old)).encrypt(PLACE, "text");

        assertThat(FieldCipher.of(old).decrypt(PLACE, written)).isEqualTo("text");
    }

    @Test
    void afterThePromotionTheOldKeyAloneDoesNotRead() {
        String old = FieldCipher.newKeyset();

        byte[] written = FieldCipher.of(FieldKeyRotation.promoted(FieldKeyRotation.added(old)))
                .encrypt(PLACE, "text");

        assertThatThrownBy(() -> FieldCipher.of(old).decrypt(PLACE, written)).isInstanceOf(CryptoException.class);
    }

    @Test
    void theFileStaysForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("field-encryption.json");
        Files.writeString(file, FieldCipher.newKeyset());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        FieldKeyRotation.main(new String[] {"add", file.toString()});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining("glob:**field-encryption.json");
        assertThat(Files.readString(file).split("\"keyId\"")).hasSize(3);
    }
}
