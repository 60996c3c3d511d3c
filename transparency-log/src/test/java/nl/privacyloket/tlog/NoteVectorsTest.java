package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Signatures and keys that others published: RFC 8032, Go's sumdb and C2SP. */
class NoteVectorsTest {
    private static final String GO_PRIVATE =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String GO_SIGNATURE =
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    @Test
    void ed25519_signs_as_in_the_rfc() {
        assertSigned(
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                        + "d25bf5f0595bbe24655141438e7a100b");
        assertSigned(
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                        + "387b2eaeb4302aeeb00d291612bb0c00");
        assertSigned(
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                        + "4a7c15e9716ed28dc027beceea1ec40a");
    }

    @Test
    void the_key_of_gos_example_signs_its_note() throws Exception {
        CheckpointSigner signer = CheckpointSigner.of(GO_PRIVATE);
        Note note = Note.parse(GO_TEXT + "\n\u2014 PeterNeumann " + GO_SIGNATURE + "\n");
        Note.SignatureLine line = note.signatures().get(0);
        CheckpointVerifier verifier = CheckpointVerifier.of(GO_PUBLIC);

        assertThat(signer.name()).isEqualTo("PeterNeumann");
        assertThat(signer.keyId()).isEqualTo("c74f20a3");
        assertThat(signer.verifierKey()).isEqualTo(GO_PUBLIC);
        assertThat(signer).hasToString("CheckpointSigner[PeterNeumann+c74f20a3]");
        assertThat(note.text()).isEqualTo(GO_TEXT);
        assertThat(verifier.signedNote(line.name(), line.keyId())).isTrue();
        assertThat(verifier.verifiesNote(note.text(), line.signature())).isTrue();
        assertThat(verifier.verifiesNote(note.text() + "\n", line.signature())).isFalse();
    }

    @Test
    void c2sps_checkpoint_is_read() throws Exception {
        Note note = Note.parse("""
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                """);

        Checkpoint checkpoint = Checkpoint.parse(note.text());

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.root().base64()).isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        assertThat(checkpoint.text()).isEqualTo(note.text());
        assertThat(note.signatures().get(1).time()).isEqualTo(1679315147);
        assertThat(new String(Cosignature.message(1679315147, checkpoint.text()), UTF_8))
                .isEqualTo("""
                cosignature/v1
                time 1679315147
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """);
    }

    @Test
    void a_public_key_with_anything_changed_is_refused() {
        for (int from = 0; from < GO_PUBLIC.length(); from++) {
            String less = GO_PUBLIC.substring(0, from) + GO_PUBLIC.substring(from + 1);
            String other =
                    GO_PUBLIC.substring(0, from) + (char) (GO_PUBLIC.charAt(from) + 1) + GO_PUBLIC.substring(from + 1);
            assertThatThrownBy(() -> CheckpointVerifier.of(less)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CheckpointVerifier.of(other)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CheckpointVerifier.of(
                        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        CheckpointVerifier.of("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(CheckpointVerifier.of(GO_PUBLIC + "\n").verifierKey()).isEqualTo(GO_PUBLIC);
    }

    @Test
    void a_private_key_with_anything_changed_is_refused_and_never_repeated() {
        for (int at = 0; at < GO_PRIVATE.length(); at++) {
            String other =
                    GO_PRIVATE.substring(0, at) + (char) (GO_PRIVATE.charAt(at) + 1) + GO_PRIVATE.substring(at + 1);
            assertThatThrownBy(() -> CheckpointSigner.of(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain("YEKFALV");
        }
    }

    private static void assertSigned(String seed, String publicKey, String message, String signature) {
        HexFormat hex = HexFormat.of();
        assertThat(Ed25519.publicKeyOf(hex.parseHex(seed))).isEqualTo(hex.parseHex(publicKey));
        assertThat(Ed25519.sign(Ed25519.privateKey(hex.parseHex(seed)), hex.parseHex(message)))
                .isEqualTo(hex.parseHex(signature));
        assertThat(Ed25519.verify(
                        Ed25519.publicKey(hex.parseHex(publicKey)), hex.parseHex(message), hex.parseHex(signature)))
                .isTrue();
    }
}
