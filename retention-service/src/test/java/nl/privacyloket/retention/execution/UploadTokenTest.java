package nl.privacyloket.retention.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadTokenTest {

    @Test
    void isTheKeyedHashOfTheCommandId() {
        var commandId = UUID.fromString("01dc8176-f50d-463b-a04d-5bc902b43a5c");

        var token = UploadToken.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", commandId);

        assertThat(token).isEqualTo("IC4PXn2DJAWIkl_--wOrbzdrHHVjZw5I3H8E0N9TxLs");
    }
}
