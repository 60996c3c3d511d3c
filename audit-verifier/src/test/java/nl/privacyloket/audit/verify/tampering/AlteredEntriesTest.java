package nl.privacyloket.audit.verify.tampering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Changing.change;
import static nl.privacyloket.audit.verify.fixture.Changing.with;
import static nl.privacyloket.audit.verify.fixture.Changing.withHeader;
import static nl.privacyloket.audit.verify.fixture.Verifying.assertFound;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static nl.privacyloket.audit.verify.log.Finding.Kind.ALTERED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.AlteredRange;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Header;
import nl.privacyloket.audit.verify.report.Report;
import nl.privacyloket.tlog.Hash;
import org.junit.jupiter.api.Test;

/** Entries whose content, number or headers were changed, and what somebody put between two. */
class AlteredEntriesTest {
    private static final String LOG = "request-service";
    /** Entries 0 to 9, checkpoints over 4, 8 and 10: records 4, 9 and 12 are those checkpoints. */
    private final PlayedLog log = PlayedLog.of(LOG, 10, 4);

    private final List<Delivered> records = log.records();

    @Test
    void content_that_was_changed_is_narrowed_to_the_entries_between_two_checkpoints() {
        change(records, 6, value -> value.replace("\"done\"", "\"none\""));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, ALTERED, 4, 7);
        assertThat(Report.sentence(verdict))
                .isEqualTo("TAMPERED: one or more of the entries 4 to 7 were altered: the root that was signed at"
                        + " 2026-11-22T12:00:09Z over 8 entries is another; complete and unaltered up to entry 3 at"
                        + " 2026-11-22T12:00:04Z");
    }

    @Test
    void content_that_was_changed_is_named_exactly_with_the_leaves_of_another_reader() {
        change(records, 6, value -> value.replace("\"done\"", "\"none\""));
        AlteredRange range = verdict(log, records).altered();
        List<Hash> leaves = log.records().subList(5, 9).stream()
                .map(record -> Hash.ofLeaf(record.value()))
                .toList();

        assertThat(range.firstAltered(leaves)).isEqualTo(5);
        assertThat(range.firstAltered(leaves.subList(1, 4))).isEqualTo(-1);
        assertThat(range.firstAltered(range.leaves())).as("lies as well").isEqualTo(-1);
    }

    @Test
    void an_entry_written_again_is_suspected_in_words_alone() {
        for (UnaryOperator<String> again : List.<UnaryOperator<String>>of(
                value -> value.replace("\":", "\": "),
                value -> value.replace(
                        "\"policyVersion\":1,\"requestId\":null", "\"requestId\":null,\"policyVersion\":1"))) {
            List<Delivered> changed = log.records();
            changed.set(6, with(changed.get(6), again));

            LogVerdict verdict = verdict(log, changed);

            assertFound(verdict, ALTERED, 4, 7);
            assertThat(verdict.findings().get(0).words())
                    .endsWith("; entry 5 is not written as the service writes entries");
        }
    }

    @Test
    void a_member_that_occurs_twice_is_named() {
        change(records, 6, value -> value.replace("\"outcome\":\"done\"", "\"outcome\":\"done\",\"outcome\":\"none\""));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, ALTERED, 5, 5);
        assertThat(verdict.findings().get(0).words())
                .isEqualTo("entry 5 was altered: at offset 6, a member of its JSON object occurs twice");
    }

    @Test
    void a_number_that_was_changed_is_named_by_the_place() {
        for (String number : List.of("4", "6", "9", "55", "500", "0")) {
            List<Delivered> changed = log.records();
            changed.set(6, with(changed.get(6), value -> value.replace("\"index\":5", "\"index\":" + number)));

            assertFound(verdict(log, changed), ALTERED, 5, 5);
        }
    }

    @Test
    void garbage_in_place_of_an_entry_or_between_two_is_named() {
        List<Delivered> instead = log.records();
        instead.set(6, with(instead.get(6), value -> "what?"));
        List<Delivered> between = log.records();
        between.add(6, Delivered.record(new Delivered.Position(0, 99), LOG, List.of(), "what?".getBytes(UTF_8)));

        assertFound(verdict(log, instead), ALTERED, 5, 5);
        assertFound(verdict(log, between), FOREIGN, 5, 5);
        assertThat(verdict(log, between).proven().size()).isEqualTo(10);
    }

    @Test
    void an_entry_without_content_is_named() {
        Delivered six = records.get(6);
        records.set(6, Delivered.record(six.position(), six.key(), six.headers(), null));

        assertFound(verdict(log, records), ALTERED, 5, 5);
    }

    @Test
    void an_entry_that_was_added_in_between_is_named() {
        records.add(6, with(records.get(5), value -> value.replace("\"index\":4", "\"index\":5")));

        assertThat(verdict(log, records).verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(verdict(log, records).findings().get(0).first()).isEqualTo(5);
    }

    @Test
    void an_entry_of_another_log_is_named() {
        PlayedLog other = PlayedLog.of("retention-service", 10, 4);
        Delivered theirs = other.records().get(6);
        records.set(6, Delivered.record(theirs.position(), LOG, theirs.headers(), theirs.value()));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, ALTERED, 5, 5);
        assertThat(verdict.findings().get(0).words())
                .isEqualTo("entry 5 was altered: its content names the log retention-service");
    }

    @Test
    void a_header_that_says_something_else_is_named() {
        for (String name : List.of(
                "ce_specversion", "ce_id", "ce_source", "ce_type", "content-type", "ce_organisation", "ce_time")) {
            List<Delivered> other = log.records();
            other.set(6, withHeader(other.get(6), name, "other"));
            List<Delivered> without = log.records();
            without.set(6, withHeader(without.get(6), name, null));
            List<Delivered> twice = log.records();
            Delivered six = twice.get(6);
            List<Header> headers = new ArrayList<>(six.headers());
            six.headers().stream().filter(h -> h.name().equals(name)).forEach(headers::add);
            twice.set(6, Delivered.record(six.position(), six.key(), headers, six.value()));

            for (List<Delivered> changed : List.of(other, without, twice)) {
                LogVerdict verdict = verdict(log, changed);
                assertFound(verdict, ALTERED, 5, 5);
                assertThat(verdict.findings().get(0).words()).contains("its header " + name);
            }
        }
    }
}
