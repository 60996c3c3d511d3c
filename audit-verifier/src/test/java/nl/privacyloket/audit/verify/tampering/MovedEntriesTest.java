package nl.privacyloket.audit.verify.tampering;

import static nl.privacyloket.audit.verify.fixture.Changing.with;
import static nl.privacyloket.audit.verify.fixture.Verifying.assertFound;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static nl.privacyloket.audit.verify.log.Finding.Kind.DOUBLED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.record.Delivered;
import org.junit.jupiter.api.Test;

/** Entries and checkpoints that were swapped, moved or replayed. */
class MovedEntriesTest {
    private static final String LOG = "request-service";
    /** Entries 0 to 9, checkpoints over 4, 8 and 10: records 4, 9 and 12 are those checkpoints. */
    private final PlayedLog log = PlayedLog.of(LOG, 10, 4);

    private final List<Delivered> records = log.records();

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
    void a_checkpoint_of_nothing_over_entries_is_named() {
        PlayedLog empty = new PlayedLog(LOG, log.signer());
        empty.checkpoint();
        records.add(0, empty.records().get(0));
        records.add(3, empty.records().get(0));

        assertFound(verdict(log, records), REORDERED, 0, 0);
    }
}
