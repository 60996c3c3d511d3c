package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SignedCheckpointTest {
    private static final String ORIGIN = "privacyloket/request-service";
    private static final CheckpointSigner SIGNER = CheckpointSigner.of(CheckpointSigner.newKey(ORIGIN));
    private static final CheckpointSigner NEXT = CheckpointSigner.of(CheckpointSigner.newKey(ORIGIN));
    private static final Instant AT = Instant.parse("2026-11-22T18:00:00Z");
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 3, NaiveTree.root(NaiveTree.leaves(3)));
    private static final String NOTE = CheckpointSigner.sign(CHECKPOINT, AT.plusMillis(900), List.of(SIGNER));

    @Test
    void what_was_signed_is_read_with_its_time() throws Exception {
        SignedCheckpoint read = SignedCheckpoint.open(NOTE, List.of(verifier(SIGNER)));

        assertThat(read).isEqualTo(new SignedCheckpoint(CHECKPOINT, AT, SIGNER.keyId(), NOTE));
        assertThat(NOTE.lines()).hasSize(6).startsWith(ORIGIN, "3");
    }

    @Test
    void while_a_key_is_replaced_both_the_old_and_the_new_are_believed() throws Exception {
        String note = CheckpointSigner.sign(CHECKPOINT, AT, List.of(NEXT, SIGNER));

        assertThat(open(note, NEXT).keyId()).isEqualTo(NEXT.keyId());
        assertThat(open(note, SIGNER).keyId()).isEqualTo(SIGNER.keyId());
        assertThat(open(note, SIGNER, NEXT).signedAt()).isEqualTo(AT);
    }

    @Test
    void a_stranger_is_not_believed() {
        assertThatThrownBy(() -> open(NOTE, NEXT))
                .isInstanceOf(InvalidNoteException.class)
                .hasMessage("no trusted key signed the checkpoint of " + ORIGIN + " together with its time");
        assertThatThrownBy(() -> SignedCheckpoint.open(NOTE, List.of())).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void a_signature_without_its_time_or_a_time_without_signature_is_not_enough() {
        List<String> lines = NOTE.lines().toList();
        String text = CHECKPOINT.text() + "\n";

        assertThatThrownBy(() -> open(text + lines.get(4) + "\n", SIGNER)).hasMessageContaining("no trusted key");
        assertThatThrownBy(() -> open(text + lines.get(5) + "\n", SIGNER)).hasMessageContaining("no trusted key");
        assertThatThrownBy(() -> open(NOTE + lines.get(4) + "\n", SIGNER)).hasMessageContaining("signed twice");
    }

    @Test
    void a_known_key_that_signed_something_else_makes_the_note_worthless() {
        String forged = NOTE.replace("\n3\n", "\n2\n");
        String both =
                CheckpointSigner.sign(CHECKPOINT, AT, List.of(NEXT, SIGNER)).replace("\n3\n", "\n4\n");

        assertThatThrownBy(() -> open(forged, SIGNER)).hasMessage("the signature of " + ORIGIN + " is false");
        assertThatThrownBy(() -> open(both, SIGNER)).hasMessage("the signature of " + ORIGIN + " is false");
    }

    @Test
    void a_key_speaks_for_its_own_log_alone() {
        CheckpointSigner other = CheckpointSigner.of(CheckpointSigner.newKey("privacyloket/other"));
        Checkpoint ofOther = new Checkpoint("privacyloket/other", 3, CHECKPOINT.root());
        String text = CHECKPOINT.text() + "\n";
        String byOther = text
                + CheckpointSigner.sign(ofOther, AT, List.of(other))
                        .lines()
                        .skip(4)
                        .reduce("", (a, b) -> a + b + "\n");

        assertThatThrownBy(() -> CheckpointSigner.sign(CHECKPOINT, AT, List.of(other)))
                .hasMessage("the key of privacyloket/other does not sign for " + ORIGIN);
        assertThatThrownBy(() -> open(byOther, other)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void lines_and_signatures_of_others_are_passed_over() throws Exception {
        String extended = CHECKPOINT.text() + "something of theirs\n";
        String lines = "\n\u2014 " + ORIGIN + " "
                + StrictBase64.encode(joined(
                        KeyName.id(ORIGIN, KeyName.NOTE, Ed25519.publicKeyOf(seed())),
                        Ed25519.sign(Ed25519.privateKey(seed()), extended.getBytes(UTF_8))))
                + "\n\u2014 " + ORIGIN + " "
                + StrictBase64.encode(joined(
                        KeyName.id(ORIGIN, KeyName.COSIGNATURE, Ed25519.publicKeyOf(seed())),
                        new byte[8],
                        Ed25519.sign(Ed25519.privateKey(seed()), Cosignature.message(0, extended))))
                + "\n\u2014 witness.example/w1 AAAAAAAAAAA=\n";
        String vkey = ORIGIN + "+"
                + KeyName.hex(KeyName.id(ORIGIN, KeyName.NOTE, Ed25519.publicKeyOf(seed())))
                + "+" + StrictBase64.encode(joined(new byte[] {1}, Ed25519.publicKeyOf(seed())));

        SignedCheckpoint read = SignedCheckpoint.open(extended + lines, List.of(CheckpointVerifier.of(vkey)));

        assertThat(read.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(read.signedAt()).isEqualTo(Instant.EPOCH);
    }

    @Property(tries = 400)
    void a_note_with_any_bit_changed_is_refused(@ForAll @IntRange(min = 0) int somewhere) {
        byte[] bytes = NOTE.getBytes(UTF_8);
        int bit = somewhere % (bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));

        assertThatThrownBy(() -> open(new String(bytes, UTF_8), SIGNER)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void what_is_no_note_is_refused() {
        for (String no : List.of(
                "",
                "\n",
                "\n\n",
                CHECKPOINT.text(),
                CHECKPOINT.text() + "\n",
                NOTE.substring(0, NOTE.length() - 1),
                NOTE + "\n",
                NOTE + "more\n",
                NOTE.replace("\n", "\r\n"),
                NOTE.replace("\u2014", "-"),
                NOTE.replace("\n3\n", "\n03\n"),
                NOTE.replace("\n3\n", "\n-3\n"),
                NOTE.replace("\n3\n", "\n99999999999999999999\n"),
                "\ud800" + NOTE,
                "x".repeat(Note.MOST_CHARACTERS) + NOTE,
                NOTE + "\u2014 a AAAAAAAA\n".repeat(Note.MOST_SIGNATURES))) {
            assertThatThrownBy(() -> open(no, SIGNER)).isInstanceOf(InvalidNoteException.class);
        }
    }

    @Test
    void an_empty_log_has_one_root() throws Exception {
        Checkpoint empty = new Checkpoint(ORIGIN, 0, Hash.EMPTY_TREE);

        assertThat(open(CheckpointSigner.sign(empty, AT, List.of(SIGNER)), SIGNER)
                        .checkpoint())
                .isEqualTo(empty);
        assertThatThrownBy(() -> new Checkpoint(ORIGIN, 0, CHECKPOINT.root()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_with_spaces_or_a_plus_are_refused() {
        for (String name : List.of("", "a b", "a+b", "a\u00a0b", "a\nb")) {
            assertThatThrownBy(() -> CheckpointSigner.newKey(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        seed[0] = 7;
        return seed;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static SignedCheckpoint open(String note, CheckpointSigner... signers) throws InvalidNoteException {
        return SignedCheckpoint.open(
                note,
                List.of(signers).stream().map(SignedCheckpointTest::verifier).toList());
    }

    private static CheckpointVerifier verifier(CheckpointSigner signer) {
        return CheckpointVerifier.of(signer.verifierKey());
    }
}
