package nl.privacyloket.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates hold against whoever has the public key alone. */
class CertificateSignatureTest {
    private static final String PAYLOAD =
            "{\"id\":\"6f1c\",\"systems\":[{\"system\":\"prifora-webshop\",\"erased\":3}]}";

    @TempDir
    Path folder;

    private KeyFolder keys;
    private String jws;

    @BeforeEach
    void aSignedCertificate() {
        KeyFolder.generate(folder, List.of("retention-service", "stranger"));
        keys = KeyFolder.at(folder.resolve("retention-service"));
        jws = keys.certificateSigner().sign(PAYLOAD.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isVerifiedWithThePublicKeysAlone() {
        var publicKeys = keys.certificateKeys();

        var signed = CertificateVerifier.of(publicKeys).verify(jws);

        assertThat(publicKeys).doesNotContain("\"d\"");
        assertThat(signed.toString()).isEqualTo(PAYLOAD);
    }

    @Test
    void isAnEd25519SignatureAsAnyLibraryChecksIt() throws Exception {
        var parts = jws.split("\\.");
        var x = SealJson.mapper()
                .readTree(keys.certificateSigner().publicJwk())
                .get("x")
                .textValue();
        // SubjectPublicKeyInfo of Ed25519 (RFC 8410): a fixed head before the 32 bytes, as the recipe for openssl has
        // it.
        var der = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(x)));
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void isRefusedWithAnyBitFlipped() {
        var verifier = CertificateVerifier.of(keys.certificateKeys());

        for (var at = 0; at < jws.length(); at++) {
            for (var bit = 0; bit < 7; bit++) {
                var flipped = jws.substring(0, at) + (char) (jws.charAt(at) ^ 1 << bit) + jws.substring(at + 1);
                assertThatExceptionOfType(CryptoException.class)
                        .as("bit %s of character %s", bit, at)
                        .isThrownBy(() -> verifier.verify(flipped));
            }
        }
    }

    @Test
    void isRefusedWithAnotherKey() {
        var stranger = KeyFolder.at(folder.resolve("stranger"));
        var verifier = CertificateVerifier.of(stranger.certificateKeys());
        var underTheSameName = stranger.certificateKeys()
                .replace(
                        stranger.certificateSigner().keyId(),
                        keys.certificateSigner().keyId());

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> verifier.verify(jws))
                .withMessageContaining("not among the keys");
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> CertificateVerifier.of(underTheSameName).verify(jws))
                .withMessageContaining("not that of the content");
    }

    @Test
    void isRefusedWithoutASignature() {
        var verifier = CertificateVerifier.of(keys.certificateKeys());
        var kid = keys.certificateSigner().keyId();
        var payload = jws.split("\\.")[1];

        for (var header : List.of(
                "{\"alg\":\"none\",\"typ\":\"privacyloket-certificate\",\"kid\":\"" + kid + "\"}",
                "{\"alg\":\"HS256\",\"typ\":\"privacyloket-certificate\",\"kid\":\"" + kid + "\"}")) {
            var encoded =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(CryptoException.class)
                    .isThrownBy(() -> verifier.verify(encoded + "." + payload + "."));
            assertThatExceptionOfType(CryptoException.class)
                    .isThrownBy(() -> verifier.verify(encoded + "." + payload + "." + jws.split("\\.")[2]));
        }
    }

    @Test
    void isRefusedWhenTheAnswerShowsAnythingElseThanWasSigned() {
        var verifier = CertificateVerifier.of(keys.certificateKeys());
        var honest = "{\"jws\":\"" + jws + "\",\"certificate\":" + PAYLOAD + "}";

        assertThat(verifier.verify(honest).toString()).isEqualTo(PAYLOAD);
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> verifier.verify(honest.replace("\"erased\":3", "\"erased\":4")))
                .withMessageContaining("not what was signed");
    }

    @Test
    void holdsAfterTheKeyWasReplaced() throws IOException {
        Files.delete(folder.resolve("retention-service/certificate.private.jwk"));
        KeyFolder.generate(folder, List.of("retention-service"));

        var verifier = CertificateVerifier.of(keys.certificateKeys());

        assertThat(verifier.verify(jws).toString()).isEqualTo(PAYLOAD);
        var renewed = keys.certificateSigner().sign("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(renewed).isEmpty()).isTrue();
    }

    @Test
    void theCommandTellsByItsExitCode() throws IOException {
        var genuine = Files.writeString(folder.resolve("certificate.jws"), jws + "\n");
        var tampered = Files.writeString(folder.resolve("tampered.jws"), jws.replace('A', 'B'));
        var publicKeys = Files.writeString(folder.resolve("keys.json"), keys.certificateKeys());
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);

        assertThat(CertificateVerifier.check(genuine, publicKeys, out, out)).isZero();
        assertThat(CertificateVerifier.check(genuine, folder.resolve("retention-service/certificate-keys"), out, out))
                .isZero();
        assertThat(CertificateVerifier.check(tampered, publicKeys, out, out)).isEqualTo(1);
        assertThat(CertificateVerifier.check(folder.resolve("none"), publicKeys, out, out))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("prifora-webshop", "Genuine: signed by", "Not genuine: ", "Cannot read ");
    }
}
