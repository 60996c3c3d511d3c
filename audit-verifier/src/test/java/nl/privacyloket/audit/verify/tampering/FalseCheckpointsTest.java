package nl.privacyloket.audit.verify.tampering;

import static nl.privacyloket.audit.verify.fixture.Changing.change;
import static nl.privacyloket.audit.verify.fixture.Verifying.assertFound;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FORGED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FORKED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.tlog.CheckpointSigner;
import org.junit.jupiter.api.Test;

/** Checkpoints that a stranger signed, that contradict themselves or each other, and keys that were replaced. */
class FalseCheckpointsTest {
    private static final String LOG = "request-service";
    /** Entries 0 to 9, checkpoints over 4, 8 and 10: records 4, 9 and 12 are those checkpoints. */
    private final PlayedLog log = PlayedLog.of(LOG, 10, 4);

    private final List<Delivered> records = log.records();

    @Test
    void a_checkpoint_by_a_stranger_is_named() {
        PlayedLog forger = new PlayedLog(LOG);
        forger.grow(10, 4);
        records.set(9, forger.records().get(9));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, FORGED, 8, 8);
        assertThat(verdict.findings().get(0).words())
                .isEqualTo("the checkpoint after entry 7 is not to be believed: no trusted key signed the checkpoint of"
                        + " privacyloket/request-service together with its time");
    }

    @Test
    void a_checkpoint_with_the_right_signature_under_another_root_is_named() {
        change(records, 9, value -> value.replace("\\n8\\n", "\\n7\\n"));

        assertFound(verdict(log, records), FORGED, 8, 8);
    }

    @Test
    void a_checkpoint_that_contradicts_what_stands_beside_it_is_named() {
        change(
                records,
                9,
                value -> value.replaceFirst("\"rootHash\":\"[^\"]*\"", "\"rootHash\":\"" + log.root() + "\""));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, FORGED, 8, 8);
        assertThat(verdict.findings().get(0).words()).endsWith("what stands beside its note is not what the note says");
    }

    @Test
    void a_checkpoint_of_another_log_is_named_though_its_key_is_trusted() {
        PlayedLog other = PlayedLog.of("retention-service", 8, 8);
        Delivered theirs = other.records().get(8);
        records.set(9, Delivered.record(theirs.position(), LOG, theirs.headers(), theirs.value()));

        AuditVerdict verdict = verdict(keys(log.key(), other.key()), records);

        assertFound(verdict.of(LOG), FORGED, 8, 8);
        assertThat(verdict.exitCode()).isEqualTo(1);
    }

    @Test
    void two_histories_that_were_shown_to_two_readers_are_told_apart_from_an_alteration() {
        PlayedLog forked = new PlayedLog(LOG, log.signer());
        forked.grow(5, 4);
        forked.entry("request.forgotten");
        forked.grow(4, 2);

        assertThat(verdict(log, records).verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(verdict(forked, forked.records()).verdict()).isEqualTo(Verdict.COMPLETE);

        LogVerdict verdict = verdict(log, records, forked.lastNote());

        assertFound(verdict, FORKED, 10, 10);
        assertThat(verdict.findings().get(0).words())
                .startsWith("two histories were signed: the checkpoint of ")
                .contains(log.root().base64())
                .contains(forked.root().base64());
        assertFound(verdict(forked, forked.records(), log.notes().get(1)), FORKED, 8, 8);
        assertThat(verdict(log, records, forked.notes().get(0)).verdict())
                .as("as far as the fork both are one")
                .isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void a_log_that_was_written_anew_is_a_fork() {
        PlayedLog anew = new PlayedLog(LOG, log.signer());
        anew.entry("request.forgotten");
        anew.grow(12, 4);

        assertFound(verdict(anew, anew.records(), log.lastNote()), FORKED, 10, 10);
    }

    @Test
    void keys_that_were_replaced_are_followed() {
        CheckpointSigner next = CheckpointSigner.of(CheckpointSigner.newKey("privacyloket/" + LOG));
        CheckpointSigner first = log.signer();
        log.signWith(next, first);
        log.grow(3, 3);
        log.signWith(next);
        log.grow(3, 3);

        AuditVerdict both = verdict(keys(first.verifierKey(), next.verifierKey()), log.records());
        LogVerdict old = verdict(keys(first.verifierKey()), log.records()).of(LOG);

        assertThat(both.exitCode()).isZero();
        assertThat(both.of(LOG).proven().size()).isEqualTo(16);
        assertThat(both.of(LOG).proven().checkpoint().keyId()).isEqualTo(next.keyId());
        assertFound(old, FORGED, 16, 16);
        assertThat(old.proven().size()).isEqualTo(13);
    }
}
