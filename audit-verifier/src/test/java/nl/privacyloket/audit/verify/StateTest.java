package nl.privacyloket.audit.verify;

import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.report.Report;
import nl.privacyloket.audit.verify.source.AuditSource;
import nl.privacyloket.audit.verify.source.TopicBeganAnewException;
import nl.privacyloket.audit.verify.state.StateFile;
import nl.privacyloket.tlog.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on where an earlier one stopped. */
class StateTest {
    private final PlayedLog log = PlayedLog.of("request-service", 10, 4);
    private final List<Delivered> topic = log.records();
    private int read;

    @TempDir
    Path folder;

    @Test
    void a_second_run_reads_what_is_new_and_speaks_of_the_whole() throws Exception {
        assertThat(run().exitCode()).isZero();
        assertThat(read).isEqualTo(13);
        log.grow(4, 2);
        topic.addAll(log.records().subList(13, 19));

        AuditVerdict verdict = run();

        assertThat(read)
                .as("the checkpoint that it stopped at, and six new ones")
                .isEqualTo(7);
        assertThat(Report.sentence(verdict.of(log.service())))
                .startsWith("complete and unaltered up to entry 13 at 2026-11-22T12:00:18Z");
        assertThat(verdict.of(log.service()).entries()).isEqualTo(14);
    }

    @Test
    void a_run_without_anything_new_repeats_what_stands() throws Exception {
        run();

        assertThat(run().exitCode()).isZero();
        assertThat(read).isEqualTo(1);
    }

    @Test
    void entries_without_a_checkpoint_are_read_again_next_time() throws Exception {
        log.entry("request.read").entry("request.read");
        topic.addAll(log.records().subList(13, 15));
        assertThat(run().of(log.service()).uncovered()).isEqualTo(2);
        log.checkpoint();
        topic.addAll(log.records().subList(15, 16));

        assertThat(run().of(log.service()).uncovered()).isZero();
    }

    @Test
    void an_entry_that_is_missing_right_behind_it_is_named() throws Exception {
        run();
        log.grow(4, 2);
        topic.addAll(log.records().subList(14, 19));

        assertThat(run().of(log.service()).findings().get(0).words()).startsWith("entry 10 is missing");
        assertThat(run().exitCode()).as("and again, as long as it is").isEqualTo(1);
    }

    @Test
    void what_was_found_is_found_again_though_the_log_goes_on() throws Exception {
        run();
        log.entry("request.read");
        topic.add(log.records().get(13));
        topic.add(Delivered.record(
                null,
                log.service(),
                log.records().get(13).headers(),
                topic.get(13).value()));
        log.checkpoint();
        topic.add(log.records().get(14));

        assertThat(run().of(log.service()).findings().get(0).words()).startsWith("entry 10 occurs twice");
        assertThat(run().of(log.service()).findings().get(0).words()).startsWith("entry 10 occurs twice");
    }

    @Test
    void a_log_that_began_between_two_runs_is_read_from_its_beginning() throws Exception {
        PlayedLog shop = new PlayedLog("webshop");
        shop.entry("command.erase").entry("command.erase");
        topic.add(2, shop.records().get(0));
        topic.add(9, shop.records().get(1));
        String shopKey = shop.key();
        assertThat(run(log.key()).of("webshop").verdict()).isEqualTo(LogVerdict.Verdict.UNJUDGED);
        assertThat(run(log.key(), shopKey).of("webshop").findings()).isEmpty();
        shop.checkpoint();
        topic.add(shop.records().get(2));

        AuditVerdict verdict = run(log.key(), shopKey);

        assertThat(verdict.exitCode()).isZero();
        assertThat(verdict.of("webshop").proven().size()).isEqualTo(2);
        assertThat(run(log.key()).exitCode())
                .as("the log without a key is not forgotten")
                .isEqualTo(2);
        assertThat(run(log.key(), shopKey).of("webshop").proven().size()).isEqualTo(2);
    }

    @Test
    void a_topic_that_was_cut_off_is_named_with_what_it_had() throws Exception {
        run();
        topic.subList(10, 13).clear();

        AuditVerdict verdict = run();

        assertThat(verdict.of(log.service()).findings().get(0).words()).startsWith("entries 8 to 9 are missing");
        assertThat(verdict.exitCode()).isEqualTo(1);
    }

    @Test
    void a_topic_that_was_filled_again_must_begin_with_what_was_verified() throws Exception {
        run();
        log.grow(4, 2);
        PlayedLog moved = new PlayedLog(log.service(), log.signer());
        moved.checkpoint();
        moved.grow(14, 7);
        topic.clear();
        topic.addAll(moved.records());

        AuditVerdict verdict = run();

        assertThat(verdict.of(log.service()).verdict()).isEqualTo(LogVerdict.Verdict.COMPLETE);
        assertThat(read).as("all of it, behind one that did not fit").isGreaterThan(15);

        PlayedLog other = new PlayedLog(log.service(), log.signer());
        other.entry("request.forgotten");
        other.grow(20, 5);
        topic.clear();
        topic.addAll(other.records());
        assertThat(run().of(log.service()).findings().get(0).words()).startsWith("two histories were signed");
    }

    @Test
    void an_earlier_checkpoint_than_the_state_is_compared_by_reading_everything() throws Exception {
        run();
        Path note = Files.writeString(folder.resolve("note"), log.notes().get(0));

        assertThat(run(note).exitCode()).isZero();
        assertThat(read).isEqualTo(13);
    }

    @Test
    void a_state_that_was_changed_is_not_used() throws Exception {
        run();
        Path file = folder.resolve("state.json");
        String state = Files.readString(file);
        String root = log.root().base64();

        assertUnusable(state.replace("\\n10\\n", "\\n11\\n"), "the signature of privacyloket/request-service is false");
        assertUnusable(
                state.replaceFirst("\"edge\" : \\[ \"[^\"]*\"", "\"edge\" : [ \"" + root + "\""),
                "what it says of request-service is not what was signed");
        assertUnusable(state.substring(0, 100), "it cannot be read");
        assertUnusable("{}", "it is of another version of the verifier");
        Files.writeString(file, state);
        assertThat(run().exitCode()).isZero();
    }

    private void assertUnusable(String state, String why) throws IOException {
        Files.writeString(folder.resolve("state.json"), state);
        assertThatThrownBy(this::run).isInstanceOf(UnusableInputException.class).hasMessageContaining(why);
    }

    private AuditVerdict run(Path... checkpoints) throws Exception {
        return run(List.of(checkpoints), log.key());
    }

    private AuditVerdict run(String... keys) throws Exception {
        return run(List.of(), keys);
    }

    private AuditVerdict run() throws Exception {
        return run(List.of(), log.key());
    }

    private AuditVerdict run(List<Path> checkpoints, String... keys) throws Exception {
        read = 0;
        return new VerifyRun(
                        keys(keys),
                        List.of(new PlayedTopic()),
                        List.of(),
                        checkpoints,
                        new StateFile(folder.resolve("state.json")),
                        null,
                        Set.of(),
                        null)
                .run(Clock.fixed(PlayedLog.BEGIN.plus(Duration.ofHours(1)), ZoneOffset.UTC), records -> {});
    }

    /** Delivers as a topic does: from an offset on, and the offsets are those of now. */
    private final class PlayedTopic implements AuditSource {
        @Override
        public String name() {
            return "topic";
        }

        @Override
        public List<Note> notes() {
            return List.of();
        }

        @Override
        public void read(Verified verified, Receiver receiver) throws UnusableInputException {
            long from = verified.offset(0);
            if (from >= topic.size()) {
                throw new TopicBeganAnewException();
            }
            for (Delivered record : new ArrayList<>(topic.subList((int) from, topic.size()))) {
                read++;
                long offset = topic.indexOf(record);
                receiver.accept(Delivered.record(
                        new Delivered.Position(0, offset), record.key(), record.headers(), record.value()));
            }
        }

        @Override
        public List<Hash> leaves(String of, long first, long last) {
            return List.of();
        }
    }
}
