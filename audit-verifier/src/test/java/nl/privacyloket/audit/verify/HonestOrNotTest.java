package nl.privacyloket.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Verifying.assertFound;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static nl.privacyloket.audit.verify.log.Finding.Kind.ALTERED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.DOUBLED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.FORGED;
import static nl.privacyloket.audit.verify.log.Finding.Kind.POSTDATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.tlog.Hash;
import org.junit.jupiter.api.Test;

/** What looks like something that services do, and is not; and what looks like tampering, and is not. */
class HonestOrNotTest {
    private static final String LOG = "request-service";
    private final PlayedLog log = PlayedLog.of(LOG, 10, 4);
    private final List<Delivered> records = log.records();

    @Test
    void a_hash_in_place_of_an_entry_on_the_topic_is_an_alteration() {
        Delivered six = records.get(6);
        String place = "{\"index\":5,\"leafHash\":\"" + Hash.ofLeaf(six.value()) + "\"}";
        records.set(6, Delivered.record(six.position(), six.key(), List.of(), place.getBytes(UTF_8)));

        assertFound(verdict(log, records), ALTERED, 5, 5);
    }

    @Test
    void a_checkpoint_that_comes_again_behind_another_of_the_same_size_is_named() {
        log.checkpoint(PlayedLog.BEGIN.plusSeconds(60));
        List<Delivered> again = log.records();
        again.add(again.get(12));

        assertThat(verdict(log, log.records()).verdict()).isEqualTo(Verdict.COMPLETE);
        assertFound(verdict(log, again), DOUBLED, 10, 10);
    }

    @Test
    void a_checkpoint_of_tomorrow_does_not_make_a_log_fresh() {
        log.checkpoint(PlayedLog.BEGIN.plus(Duration.ofDays(1)));

        assertFound(verdict(log, log.records()), POSTDATED, 10, 10);
    }

    @Test
    void a_log_without_a_key_may_begin_anywhere() {
        PlayedLog other = PlayedLog.of("webshop", 6, 2);

        LogVerdict verdict =
                verdict(keys(log.key()), other.records().subList(4, 9)).of("webshop");

        assertThat(verdict.verdict()).isEqualTo(Verdict.UNJUDGED);
    }

    @Test
    void an_old_entry_that_was_published_twice_is_worth_a_note() {
        PlayedLog old = new PlayedLog(LOG);
        String value = new String(records.get(0).value(), UTF_8).replace("\"organisation\":\"prifora\",", "");
        old.value(value, PlayedLog.BEGIN).checkpoint();
        List<Delivered> twice = old.records();
        twice.add(1, twice.get(0));

        LogVerdict verdict = verdict(old, twice);

        assertThat(verdict.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(verdict.notes()).hasSize(1);
    }

    @Test
    void a_stolen_key_counts_as_far_as_it_was_not_stolen() {
        assertThat(verdict(keys(log.key() + ";until=10"), records).exitCode()).isZero();

        LogVerdict verdict = verdict(keys(log.key() + ";until=8"), records).of(LOG);

        assertFound(verdict, FORGED, 10, 10);
        assertThat(verdict.proven().size()).isEqualTo(8);
    }
}
