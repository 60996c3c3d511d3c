package nl.privacyloket.notification.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks.Target;
import nl.privacyloket.stack.TemporaryDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeLinksTest {
    private static final UUID SUBSCRIBER = UUID.fromString("0a3c7be6-64f2-4f1d-9b0e-7a8f4c2d1e55");

    private final UnsubscribeLinks links = new UnsubscribeLinks(
            URI.create("https://mail.example.org"), Keys.own().tokenSigner());
    private final String token = links.token(SUBSCRIBER, "newsletter");

    @Test
    void opensWhatItMade() {
        assertThat(links.open(token)).contains(new Target(SUBSCRIBER, "newsletter"));
    }

    @Test
    void isAnAddressBelowTheBaseWithNothingToEscape() {
        assertThat(links.link(SUBSCRIBER, "newsletter"))
                .hasToString("https://mail.example.org/unsubscribe/" + token)
                .isEqualTo(new UnsubscribeLinks(
                                URI.create("https://mail.example.org/"),
                                Keys.own().tokenSigner())
                        .link(SUBSCRIBER, "newsletter"));
        assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
    }

    @Test
    void everyCharacterCounts() {
        for (int at = 0; at < token.length(); at++) {
            if (token.charAt(at) != '.') {
                char other = token.charAt(at) == 'A' ? 'B' : 'A';
                String forged = token.substring(0, at) + other + token.substring(at + 1);
                assertThat(links.open(forged)).as("character " + at).isEmpty();
            }
        }
    }

    @Test
    void hasOneSpelling() {
        // The last character of a signature of 32 bytes carries two bits that mean nothing.
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        for (int spelling = last & ~3; spelling <= (last | 3); spelling++) {
            String spelled = token.substring(0, token.length() - 1) + alphabet.charAt(spelling);
            assertThat(links.open(spelled).isPresent()).isEqualTo(spelled.equals(token));
        }
    }

    @Test
    void theSignatureOfOnePurposeOpensNoOther() {
        String signature = token.substring(token.indexOf('.'));
        String other = links.token(SUBSCRIBER, "policy-change");

        assertThat(links.open(other.substring(0, other.indexOf('.')) + signature))
                .isEmpty();
    }

    @Test
    void theSignatureOfOneSubscriberOpensNoOther() {
        String signature = token.substring(token.indexOf('.'));
        String other = links.token(UUID.randomUUID(), "newsletter");

        assertThat(links.open(other.substring(0, other.indexOf('.')) + signature))
                .isEmpty();
    }

    @Test
    void anotherServicesKeyOpensNothing() {
        var folder = TemporaryDirectory.create("other-keys");
        KeyFolder.generate(folder, List.of("other"));
        UnsubscribeLinks others = new UnsubscribeLinks(
                URI.create("https://mail.example.org"),
                KeyFolder.at(folder.resolve("other")).tokenSigner());

        assertThat(links.open(others.token(SUBSCRIBER, "newsletter"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b",
                "CjxX",
                "%00.%00",
                "Cjx75mTyTx2bDnqPTC0eVQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "é.é",
                "Cjx75mTyTx2bDnqPTC0eVW5ld3NsZXR0ZXI."
            })
    void whatIsNoTokenOpensNothing(String text) {
        assertThat(links.open(text)).isEmpty();
    }

    @Test
    void aVeryLongTextOpensNothing() {
        assertThat(links.open("A".repeat(100_000) + "." + "A".repeat(43))).isEmpty();
    }

    @Test
    void holdsTheRowsIdAndThePurposeAndNothingElse() {
        byte[] said = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));

        assertThat(said).hasSize(16 + "newsletter".length());
        assertThat(new String(said, 16, said.length - 16, StandardCharsets.UTF_8))
                .isEqualTo("newsletter");
    }
}
