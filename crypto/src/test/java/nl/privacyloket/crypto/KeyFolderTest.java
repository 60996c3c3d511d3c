package nl.privacyloket.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.CheckpointVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    record Contact(String name, String email) {}

    private static final Contact CONTACT = new Contact("Mevrouw Voorbeeld", "voorbeeld@example.org");

    @TempDir
    Path parent;

    private KeyFolder sender;
    private KeyFolder receiver;

    @BeforeEach
    void generateKeys() {
        KeyFolder.generate(parent, List.of("request-service", "notification-service"));
        sender = KeyFolder.at(parent.resolve("request-service"));
        receiver = KeyFolder.at(parent.resolve("notification-service"));
    }

    @Test
    void theReceiverReadsWhatWasSealedToIt() {
        Sealed sealed = sender.sealer().seal("notification-service", CONTACT);

        assertThat(sealed.recipient()).isEqualTo("notification-service");
        assertThat(sealed.jwe()).doesNotContain("Voorbeeld", "voorbeeld");
        assertThat(receiver.opener("notification-service").open(sealed, Contact.class))
                .isEqualTo(CONTACT);
    }

    @Test
    void aSystemIsSealedToByItsRegisteredKey() {
        KeyFolder.generate(parent, List.of("prifora-webshop"));
        KeyFolder system = KeyFolder.at(parent.resolve("prifora-webshop"));

        Sealed sealed = sender.sealer().seal("prifora-webshop", system.publicJwk(), CONTACT);

        assertThat(system.opener("prifora-webshop").open(sealed, Contact.class)).isEqualTo(CONTACT);
        assertThat(system.publicJwk()).doesNotContain("\"d\"");
    }

    @Test
    void anotherReceiverCannotOpenIt() {
        Sealed sealed = sender.sealer().seal("notification-service", CONTACT);

        assertThatThrownBy(() -> sender.opener("notification-service").open(sealed, Contact.class))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the seal to notification-service does not open");
    }

    @Test
    void anAlteredSealDoesNotOpen() {
        Sealed sealed = sender.sealer().seal("notification-service", CONTACT);
        String jwe = sealed.jwe();
        int middle = jwe.lastIndexOf('.') - 10;
        char other = jwe.charAt(middle) == 'A' ? 'B' : 'A';
        Sealed altered = new Sealed(sealed.recipient(), jwe.substring(0, middle) + other + jwe.substring(middle + 1));

        assertThatThrownBy(() -> receiver.opener("notification-service").open(altered, Contact.class))
                .hasMessage("the seal to notification-service does not open");
    }

    @Test
    void contentThatDoesNotFitIsNotQuoted() {
        Sealed sealed = sender.sealer().seal("notification-service", List.of("voorbeeld@example.org"));

        assertThatThrownBy(() -> receiver.opener("notification-service").open(sealed, Contact.class))
                .hasMessage("the seal to notification-service does not hold a Contact")
                .hasNoCause();
    }

    @Test
    void generatingAgainKeepsWhatIsThere() throws Exception {
        Sealed sealed = sender.sealer().seal("notification-service", CONTACT);
        String hash = sender.subjectHash().of("prifora", "e-mail", "a@example.org");

        KeyFolder.generate(parent, List.of("retention-service", "request-service", "notification-service"));

        assertThat(receiver.opener("notification-service").open(sealed, Contact.class))
                .isEqualTo(CONTACT);
        assertThat(KeyFolder.at(parent.resolve("retention-service"))
                        .subjectHash()
                        .of("prifora", "e-mail", "a@example.org"))
                .isEqualTo(hash);
        assertThat(Files.getPosixFilePermissions(parent.resolve("request-service/seal.private.jwk")))
                .hasSize(2);
    }

    @Test
    void subjectHashesFollowThePersonNotTheSpelling() {
        SubjectHash hash = sender.subjectHash();

        assertThat(hash.of("prifora", "e-mail", " Voorbeeld@Example.ORG "))
                .isEqualTo(receiver.subjectHash().of("prifora", "e-mail", "voorbeeld@example.org"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(hash.of("pinkweb", "e-mail", "voorbeeld@example.org"));
        assertThat(hash.of("prifora", "phone", "+31 6-1234 5678"))
                .isEqualTo(hash.of("prifora", "phone", "+31612345678"));
    }

    @Test
    void aFieldOpensInItsOwnPlaceOnly() {
        FieldCipher cipher = sender.fieldCipher();
        byte[] stored = cipher.encrypt("request.requester/1/email", "voorbeeld@example.org");

        assertThat(cipher.decrypt("request.requester/1/email", stored)).isEqualTo("voorbeeld@example.org");
        assertThatThrownBy(() -> cipher.decrypt("request.requester/2/email", stored))
                .hasMessage("what is stored at request.requester/2/email does not decrypt");
    }

    @Test
    void aRegisteredKeyMustBeOnTheRightCurve() {
        assertThatThrownBy(() -> Sealer.requirePublicJwk("{\"kty\":\"oct\",\"k\":\"AAAA\"}"))
                .isInstanceOf(CryptoException.class);
        assertThat(Sealer.requirePublicJwk(receiver.publicJwk())).contains("P-256");
    }

    @Test
    void aRegisteredKeyMustBeAPointOnTheCurve() {
        String besideTheCurve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\"}";

        assertThatThrownBy(() -> Sealer.requirePublicJwk(besideTheCurve)).isInstanceOf(CryptoException.class);
    }

    @Test
    void theAuditLogHasAKeyWithItsNameAndAPublicHalfToHandOut() throws Exception {
        CheckpointSigner key = sender.auditSigners().get(0);

        assertThat(key.name()).isEqualTo("privacyloket/request-service");
        assertThat(sender.auditKeys()).extracting(CheckpointVerifier::keyId).containsExactly(key.keyId());
        assertThat(parent.resolve("request-service/audit-keys/" + key.keyId() + ".vkey"))
                .hasContent(key.verifierKey());
    }

    @Test
    void anAuditKeyThatReplacesAnotherSignsForTheSameLog() throws Exception {
        Path folder = parent.resolve("request-service");
        CheckpointSigner other = CheckpointSigner.of(CheckpointSigner.newKey("example.org/our-log"));
        Files.writeString(folder.resolve("audit-previous.private.key"), CheckpointSigner.newKey(other.name()));
        Files.delete(folder.resolve("audit.private.key"));
        CheckpointSigner previous = CheckpointSigner.of(Files.readString(folder.resolve("audit-previous.private.key")));

        KeyFolder.generate(parent, List.of("request-service"));
        List<CheckpointSigner> both = sender.auditSigners();
        Files.delete(folder.resolve("audit-previous.private.key"));

        assertThat(both).extracting(CheckpointSigner::name).containsOnly("example.org/our-log");
        assertThat(both.get(1).keyId()).isEqualTo(previous.keyId());
        assertThat(sender.auditSigners())
                .extracting(CheckpointSigner::keyId)
                .containsExactly(both.get(0).keyId());
        assertThat(sender.auditKeys())
                .extracting(CheckpointVerifier::keyId)
                .startsWith(both.get(0).keyId())
                .contains(previous.keyId());
    }

    @Test
    void anAuditKeyThatIsMadeAfterTheOldOneWasTakenAwayKeepsTheNameOfTheLog() throws Exception {
        Path folder = parent.resolve("request-service");
        CheckpointSigner chosen = CheckpointSigner.of(CheckpointSigner.newKey("audit.example.org/requests"));
        try (DirectoryStream<Path> made = Files.newDirectoryStream(folder.resolve("audit-keys"))) {
            for (Path key : made) {
                Files.delete(key);
            }
        }
        Files.writeString(folder.resolve("audit-keys/" + chosen.keyId() + ".vkey"), chosen.verifierKey() + "\n");
        Files.delete(folder.resolve("audit.private.key"));

        KeyFolder.generate(parent, List.of("request-service"));

        CheckpointSigner made = KeyFolder.at(folder).auditSigners().get(0);
        assertThat(made.name()).isEqualTo("audit.example.org/requests");
        assertThat(made.keyId()).isNotEqualTo(chosen.keyId());
        assertThat(KeyFolder.at(folder).auditKeys())
                .extracting(CheckpointVerifier::keyId)
                .containsExactly(made.keyId(), chosen.keyId());
    }

    @Test
    void twoAuditKeysOfDifferentLogsAreRefused() throws Exception {
        Path previous = parent.resolve("request-service/audit-previous.private.key");
        Files.writeString(previous, CheckpointSigner.newKey("example.org/another-log"));

        assertThatThrownBy(sender::auditSigners)
                .isInstanceOf(CryptoException.class)
                .hasMessage(previous + " has another name than the key after it");
    }
}
