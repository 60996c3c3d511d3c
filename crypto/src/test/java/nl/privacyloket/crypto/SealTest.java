package nl.privacyloket.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed here by hand is opened by jose4j. */
class SealTest {
    @TempDir
    Path folder;

    private Sealer sealer;
    private SealOpener opener;

    @BeforeEach
    void generate() {
        KeyFolder.generate(folder, List.of("sender", "receiver"));
        sealer = KeyFolder.at(folder.resolve("sender")).sealer();
        opener = KeyFolder.at(folder.resolve("receiver")).opener("receiver");
    }

    @Test
    void everySealOpensAndHasAKeyPairOfItsOwn() {
        Set<String> headers = new HashSet<>();
        // So many that numbers with leading zeros are among the coordinates and the secrets.
        for (int i = 0; i < 1_000; i++) {
            Sealed sealed = sealer.seal("receiver", Map.of("name", "Zoë " + i));

            assertThat(opener.open(sealed, Map.class)).isEqualTo(Map.of("name", "Zoë " + i));
            headers.add(sealed.jwe().substring(0, sealed.jwe().indexOf('.')));
        }
        assertThat(headers).hasSize(1_000);
    }

    @Test
    void whatWasAlteredDoesNotOpen() {
        String jwe = sealer.seal("receiver", Map.of("name", "Zoë")).jwe();
        String[] parts = jwe.split("\\.", -1);
        char first = parts[3].charAt(0);
        parts[3] = (first == 'A' ? 'B' : 'A') + parts[3].substring(1);
        Sealed altered = new Sealed("receiver", String.join(".", parts));

        assertThatThrownBy(() -> opener.open(altered, Map.class)).isInstanceOf(CryptoException.class);
    }

    @Test
    void aSealOfNothingHoldsNoValue() {
        Sealed nothing = sealer.seal("receiver", null);

        assertThatThrownBy(() -> opener.open(nothing, Map.class))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the seal to receiver does not hold a Map");
    }
}
