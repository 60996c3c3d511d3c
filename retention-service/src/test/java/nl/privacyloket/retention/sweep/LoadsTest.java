package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.sweep.DueHolding.Claim;
import nl.privacyloket.retention.sweep.Judgement.Judged;
import nl.privacyloket.retention.sweep.Judgement.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    private static Judged judged(int person, int number, Verdict verdict, RetentionAction action, Claim claim) {
        var hash = new byte[32];
        hash[0] = (byte) person;
        hash[1] = (byte) (person >> 8);
        var holding = new DueHolding(
                1,
                "form",
                DAY,
                SubjectKey.of(hash),
                person + ":" + number,
                Trigger.COLLECTED,
                DAY,
                null,
                (short) 0,
                claim);
        return new Judged(holding, verdict, new Due(DAY, "rule", action, "basis", null, null));
    }

    private static List<Judged> goes(int person, int records) {
        var together = new ArrayList<Judged>();
        for (var number = 0; number < records; number++) {
            together.add(judged(person, number, Verdict.GOES, RetentionAction.ERASE, Claim.NONE));
        }
        return together;
    }

    @Test
    void beginsANewCommandRatherThanSplittingAPerson() {
        var loads = new Loads(3, 10);

        loads.take(goes(1, 6));
        loads.take(goes(2, 6));
        loads.take(goes(3, 4));

        assertThat(loads.loads()).extracting(load -> load.items().size()).containsExactly(6, 10);
    }

    @Test
    void stopsBeforeAPersonForWhomNoCommandIsLeft() {
        var loads = new Loads(1, 10);
        loads.take(goes(1, 6));

        assertThat(loads.take(goes(2, 6))).isFalse();

        assertThat(loads.through().recordRef()).isEqualTo("1:5");
    }

    @Test
    void takesAPersonWithTwoActionsApartWhenOneCommandIsAllThereIs() {
        var loads = new Loads(1, 10);

        var all = loads.take(List.of(
                judged(1, 0, Verdict.GOES, RetentionAction.ERASE, Claim.NONE),
                judged(1, 1, Verdict.GOES, RetentionAction.RESTRICT, Claim.NONE)));

        assertThat(all).isFalse();
        assertThat(loads.loads()).singleElement().satisfies(load -> assertThat(load.items())
                .hasSize(1));
        assertThat(loads.through().recordRef()).isEqualTo("1:0");
    }

    /** However persons and verdicts lie: nothing twice, nothing lost before the place that was reached, no load too big. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void losesNothingAndTakesNothingTwice(long seed) {
        var random = new Random(seed);
        var groups = new ArrayList<List<Judged>>();
        for (var person = 0; person < 60; person++) {
            var together = new ArrayList<Judged>();
            var records = 1 + random.nextInt(person % 7 == 0 ? 30 : 5);
            for (var number = 0; number < records; number++) {
                together.add(judged(
                        person,
                        number,
                        Verdict.values()[random.nextInt(3)],
                        RetentionAction.values()[random.nextInt(3)],
                        random.nextInt(5) == 0 ? Claim.IN_FLIGHT : Claim.NONE));
            }
            groups.add(together);
        }
        var expected = groups.stream()
                .flatMap(List::stream)
                .filter(item ->
                        item.verdict() == Verdict.GOES && !item.holding().claimed())
                .map(item -> item.holding().recordRef())
                .toList();

        var taken = new ArrayList<String>();
        var rest = new ArrayList<>(groups);
        var batches = 0;
        while (!rest.isEmpty()) {
            assertThat(batches++).isLessThan(500);
            var loads = new Loads(1 + random.nextInt(3), 10);
            while (!rest.isEmpty() && loads.take(rest.get(0))) {
                rest.remove(0);
            }
            for (var load : loads.loads()) {
                assertThat(load.items()).hasSizeBetween(1, 10);
                assertThat(load.items()).extracting(item -> item.due().action()).containsOnly(load.action());
                load.items().forEach(item -> taken.add(item.holding().recordRef()));
            }
            rest = new ArrayList<>(after(rest, loads.through()));
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
    }

    /** What the next batch reads: everything behind the cursor. */
    private static List<List<Judged>> after(List<List<Judged>> groups, Cursor cursor) {
        if (cursor == null || groups.isEmpty()) {
            return groups;
        }
        var first = groups.get(0);
        var at = new HashMap<String, Integer>();
        for (var place = 0; place < first.size(); place++) {
            at.put(first.get(place).holding().recordRef(), place);
        }
        var reached = at.get(cursor.recordRef());
        if (reached == null) {
            return groups;
        }
        var rest = new ArrayList<List<Judged>>();
        if (reached + 1 < first.size()) {
            rest.add(first.subList(reached + 1, first.size()));
        }
        rest.addAll(groups.subList(1, groups.size()));
        return rest;
    }
}
