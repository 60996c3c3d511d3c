package nl.privacyloket.audit.verify.tampering;

import static nl.privacyloket.audit.verify.fixture.Verifying.assertFound;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static nl.privacyloket.audit.verify.log.Finding.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.report.Report;
import org.junit.jupiter.api.Test;

/** Entries that somebody deleted: at the beginning, in the middle, at the end, all of them. */
class DeletedEntriesTest {
    /** Entries 0 to 9, checkpoints over 4, 8 and 10: records 4, 9 and 12 are those checkpoints. */
    private final PlayedLog log = PlayedLog.of("request-service", 10, 4);

    private final List<Delivered> records = log.records();

    @Test
    void deleting_the_first_entry_is_named() {
        records.remove(0);

        assertFound(verdict(log, records), MISSING, 0, 0);
        assertThat(Report.sentence(verdict(log, records)))
                .isEqualTo("TAMPERED: entry 0 is missing: entry 1 follows at once");
    }

    @Test
    void deleting_the_beginning_with_its_checkpoint_is_named() {
        assertFound(verdict(log, records.subList(5, records.size())), MISSING, 0, 3);
    }

    @Test
    void deleting_in_the_middle_is_named_with_how_far_the_log_is_proven() {
        records.remove(6);

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, MISSING, 5, 5);
        assertThat(Report.sentence(verdict))
                .isEqualTo("TAMPERED: entry 5 is missing: entry 6 follows at once; complete and unaltered up to entry 3"
                        + " at 2026-11-22T12:00:04Z");
    }

    @Test
    void deleting_before_a_checkpoint_is_named() {
        records.remove(8);

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, MISSING, 7, 7);
        assertThat(verdict.findings().get(0).words())
                .isEqualTo(
                        "entry 7 is missing: the checkpoint that was signed at 2026-11-22T12:00:09Z covers 8 entries");
    }

    @Test
    void deleting_the_end_with_its_checkpoint_shows_by_a_checkpoint_from_elsewhere() {
        List<Delivered> cutOff = records.subList(0, 10);

        assertThat(verdict(log, cutOff).verdict()).isEqualTo(Verdict.COMPLETE);
        assertFound(verdict(log, cutOff, log.lastNote()), MISSING, 8, 9);
    }

    @Test
    void deleting_everything_shows_by_a_checkpoint_from_elsewhere() {
        LogVerdict nothing = verdict(log, List.of());

        assertThat(nothing.verdict()).isEqualTo(Verdict.UNJUDGED);
        assertThat(Report.sentence(nothing)).isEqualTo("cannot be judged: there is no entry and no checkpoint");
        assertFound(verdict(log, List.of(), log.lastNote()), MISSING, 0, 9);
    }

    @Test
    void deleting_several_stretches_names_the_first_and_tells_the_others() {
        records.removeAll(List.of(records.get(1), records.get(5), records.get(6)));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, MISSING, 1, 1);
        assertThat(verdict.findings().get(1).words()).startsWith("entries 4 to 5 are missing");
    }
}
