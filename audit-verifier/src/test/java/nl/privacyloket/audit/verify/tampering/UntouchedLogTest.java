package nl.privacyloket.audit.verify.tampering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.report.Report;
import org.junit.jupiter.api.Test;

/** A log that nobody tampered with, and what is said of one that cannot be judged. */
class UntouchedLogTest {
    private static final String LOG = "request-service";
    /** Entries 0 to 9, checkpoints over 4, 8 and 10: records 4, 9 and 12 are those checkpoints. */
    private final PlayedLog log = PlayedLog.of(LOG, 10, 4);

    private final List<Delivered> records = log.records();

    @Test
    void an_untouched_log_is_complete_and_unaltered() {
        LogVerdict verdict = verdict(log, records);

        assertThat(verdict.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(verdict.findings()).isEmpty();
        assertThat(Report.sentence(verdict)).isEqualTo("complete and unaltered up to entry 9 at 2026-11-22T12:00:12Z");
    }

    @Test
    void entries_behind_the_last_checkpoint_are_said_not_to_be_covered() {
        log.entry("request.read").entry("request.read");

        assertThat(Report.sentence(verdict(log, log.records())))
                .isEqualTo("complete and unaltered up to entry 9 at 2026-11-22T12:00:12Z; entries 10 to 11 are not"
                        + " covered by a checkpoint yet");
    }

    @Test
    void a_service_of_a_later_version_may_write_more() {
        PlayedLog later = new PlayedLog(LOG);
        later.entry("request.read");
        String value = new String(later.records().get(0).value(), UTF_8).replace("\"index\":0", "\"index\":1");
        later.value(
                value.replace("}", "").replace("\"id\":\"" + PlayedLog.requestOf(0) + "\"", "\"id\":\"x\"}")
                        + ",\"more\":[1, 2]}",
                PlayedLog.BEGIN);
        later.checkpoint();

        assertThat(verdict(later, later.records()).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void an_entry_that_was_added_at_the_end_is_not_covered() {
        PlayedLog longer = new PlayedLog(LOG, log.signer());
        longer.grow(11, 100);
        records.add(longer.records().get(10));

        LogVerdict verdict = verdict(log, records);

        assertThat(verdict.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(verdict.uncovered()).isEqualTo(1);
    }

    @Test
    void a_log_that_begins_with_a_checkpoint_of_nothing_is_complete() {
        PlayedLog empty = new PlayedLog(LOG);
        empty.checkpoint();

        assertThat(Report.sentence(verdict(empty, empty.records())))
                .isEqualTo("complete, without entries, at 2026-11-22T12:00:00Z");
    }

    @Test
    void a_log_without_a_key_is_not_judged() {
        PlayedLog other = PlayedLog.of("webshop", 3, 3);
        records.addAll(other.records());

        AuditVerdict verdict = verdict(keys(log.key()), records);

        assertThat(verdict.exitCode()).isEqualTo(2);
        assertThat(Report.sentence(verdict.of("webshop"))).isEqualTo("cannot be judged: no key of this log was given");
    }

    @Test
    void entries_without_a_checkpoint_are_not_judged() {
        LogVerdict verdict = verdict(log, records.subList(0, 3));

        assertThat(Report.sentence(verdict)).isEqualTo("cannot be judged: no checkpoint covers its 3 entries");
    }
}
