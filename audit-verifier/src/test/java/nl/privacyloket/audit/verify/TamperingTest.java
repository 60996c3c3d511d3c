package nl.privacyloket.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Verifying.assertFound;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static nl.privacyloket.audit.verify.log.Finding.Kind.ALTERED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.DOUBLED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FOREIGN;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FORGED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FORKED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.MISSING;
import static nl.privacyloket.audit.verify.log.Finding.Kind.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.AlteredRange;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Header;
import nl.privacyloket.audit.verify.report.Report;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;
import org.junit.jupiter.api.Test;

/** What somebody may do to a log, kind by kind, and what the verifier says of it. */
class TamperingTest {
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

    @Test
    void swapping_two_neighbours_is_named() {
        Collections.swap(records, 5, 6);

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, REORDERED, 4, 4);
        assertThat(verdict.findings().get(0).words()).isEqualTo("entry 4 is not in its place: it stands after entry 5");
        assertThat(verdict.findings()).hasSize(1);
    }

    @Test
    void swapping_two_that_are_far_apart_is_named() {
        Collections.swap(records, 1, 8);

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, REORDERED, 1, 1);
    }

    @Test
    void moving_an_entry_behind_its_checkpoint_is_named() {
        Collections.swap(records, 3, 4);

        assertFound(verdict(log, records), REORDERED, 3, 3);
    }

    @Test
    void an_entry_that_is_there_twice_is_named() {
        records.add(7, records.get(6));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, DOUBLED, 5, 5);
        assertThat(verdict.findings().get(0).words()).isEqualTo("entry 5 occurs twice: again at offset 6");
        assertThat(verdict.proven().size()).as("the rest still holds").isEqualTo(10);
    }

    @Test
    void an_entry_that_is_there_twice_with_other_content_is_named() {
        records.add(7, with(records.get(6), value -> value.replace("read", "seen")));

        assertThat(verdict(log, records).findings().get(0).words())
                .isEqualTo("entry 5 occurs twice: again at offset 6, with other content");
    }

    @Test
    void a_stretch_that_is_replayed_is_named() {
        records.addAll(records.subList(1, 4));

        assertFound(verdict(log, records), DOUBLED, 1, 1);
    }

    @Test
    void a_whole_log_that_is_replayed_is_named() {
        List<Delivered> twice = new ArrayList<>(records);
        twice.addAll(records);

        assertFound(verdict(log, twice), DOUBLED, 0, 0);
    }

    @Test
    void a_checkpoint_that_is_there_twice_or_late_is_named() {
        List<Delivered> twice = new ArrayList<>(records);
        twice.add(5, records.get(4));
        List<Delivered> late = new ArrayList<>(records);
        late.add(6, late.remove(4));

        assertFound(verdict(log, twice), DOUBLED, 4, 4);
        assertFound(verdict(log, late), REORDERED, 4, 4);
    }

    @Test
    void content_that_was_changed_is_narrowed_to_the_entries_between_two_checkpoints() {
        change(6, value -> value.replace("\"done\"", "\"none\""));

        LogVerdict verdict = verdict(log, records);

        assertFound(verdict, ALTERED, 4, 7);
        assertThat(Report.sentence(verdict))
                .isEqualTo("TAMPERED: one or more of the entries 4 to 7 were altered: the root that was signed at"
                        + " 2026-11-22T12:00:09Z over 8 entries is another; complete and unaltered up to entry 3 at"
                        + " 2026-11-22T12:00:04Z");
    }

    @Test
    void content_that_was_changed_is_named_exactly_with_the_leaves_of_another_reader() {
        change(6, value -> value.replace("\"done\"", "\"none\""));
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
    void a_member_that_occurs_twice_is_named() {
        change(6, value -> value.replace("\"outcome\":\"done\"", "\"outcome\":\"done\",\"outcome\":\"none\""));

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
    void an_entry_that_was_added_at_the_end_is_not_covered() {
        PlayedLog longer = new PlayedLog(LOG, log.signer());
        longer.grow(11, 100);
        records.add(longer.records().get(10));

        LogVerdict verdict = verdict(log, records);

        assertThat(verdict.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(verdict.uncovered()).isEqualTo(1);
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
        change(9, value -> value.replace("\\n8\\n", "\\n7\\n"));

        assertFound(verdict(log, records), FORGED, 8, 8);
    }

    @Test
    void a_checkpoint_that_contradicts_what_stands_beside_it_is_named() {
        change(9, value -> value.replaceFirst("\"rootHash\":\"[^\"]*\"", "\"rootHash\":\"" + log.root() + "\""));

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

    @Test
    void a_log_that_begins_with_a_checkpoint_of_nothing_is_complete() {
        PlayedLog empty = new PlayedLog(LOG);
        empty.checkpoint();

        assertThat(Report.sentence(verdict(empty, empty.records())))
                .isEqualTo("complete, without entries, at 2026-11-22T12:00:00Z");
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

    private void change(int record, UnaryOperator<String> change) {
        records.set(record, with(records.get(record), change));
    }

    private static Delivered with(Delivered record, UnaryOperator<String> change) {
        byte[] value = change.apply(new String(record.value(), UTF_8)).getBytes(UTF_8);
        assertThat(value).isNotEqualTo(record.value());
        return Delivered.record(record.position(), record.key(), record.headers(), value);
    }

    private static Delivered withHeader(Delivered record, String name, String value) {
        List<Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.name().equals(name)) {
                headers.add(header);
            } else if (value != null) {
                headers.add(new Header(name, value.getBytes(UTF_8)));
            }
        }
        return Delivered.record(record.position(), record.key(), headers, record.value());
    }

    @Test
    void a_checkpoint_of_nothing_over_entries_is_named() {
        PlayedLog empty = new PlayedLog(LOG, log.signer());
        empty.checkpoint();
        records.add(0, empty.records().get(0));
        records.add(3, empty.records().get(0));

        assertFound(verdict(log, records), REORDERED, 0, 0);
    }
}
