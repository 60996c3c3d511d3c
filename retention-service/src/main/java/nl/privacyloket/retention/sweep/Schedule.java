package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.register.HoldingTerms;
import nl.privacyloket.retention.rule.AgeLimit;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.sweep.DueHolding.Claim;
import nl.privacyloket.retention.sweep.DueHoldings.Span;
import nl.privacyloket.retention.sweep.Judgement.Verdict;
import nl.privacyloket.retention.sweep.Persons.Known;
import nl.privacyloket.retention.sweep.Releases.Release;
import nl.privacyloket.retention.system.DataSystems;

/**
 * The dry run: what would go on a day, given what is registered and held now. It reads and judges with the code of the
 * sweep. Holds that are known now can only end; so what goes on a day is what is free on it and was not the day before.
 */
@ApplicationScoped
class Schedule {
    private static final int PAGE = 5_000;
    private static final int SAMPLES = 5;

    private final Holds holds;
    private final SweptSystems swept;
    private final DataSystems systems;
    private final DueHoldings holdings;
    private final Persons persons;
    private final AgeSweeps ageSweeps;
    private final Releases releases;
    private final CaseFiles caseFiles;
    private final Clock clock;

    Schedule(
            Holds holds,
            SweptSystems swept,
            DataSystems systems,
            DueHoldings holdings,
            Persons persons,
            AgeSweeps ageSweeps,
            Releases releases,
            CaseFiles caseFiles,
            Clock clock) {
        this.holds = holds;
        this.swept = swept;
        this.systems = systems;
        this.holdings = holdings;
        this.persons = persons;
        this.ageSweeps = ageSweeps;
        this.releases = releases;
        this.caseFiles = caseFiles;
        this.clock = clock;
    }

    /** What lines are told apart by. */
    private record Heading(String system, String category, String rule, String action, String basis)
            implements Comparable<Heading> {

        @Override
        public int compareTo(Heading other) {
            return List.of(system, category, rule, action, basis)
                    .toString()
                    .compareTo(List.of(other.system, other.category, other.rule, other.action, other.basis)
                            .toString());
        }
    }

    private static final class Sum {
        private long holdings;
        private final List<String> samples = new ArrayList<>();

        void add(String recordRef) {
            holdings++;
            if (samples.size() < SAMPLES) {
                samples.add(recordRef);
            }
        }
    }

    /** The two days that matter, with the holds of each; without the day before when that is past. */
    private record Days(
            LocalDate today,
            LocalDate day,
            PolicyVersion policy,
            HoldingTerms terms,
            HoldsInForce onDay,
            HoldsInForce dayBefore) {

        boolean isToday() {
            return dayBefore == null;
        }
    }

    /**
     * What would go on a day.
     *
     * @param day today or later
     */
    List<ScheduleView.Line> on(Connection connection, PolicyVersion policy, LocalDate day) throws SQLException {
        var organisation = policy.organisation();
        var today = policy.today(clock);
        var days = new Days(
                today,
                day,
                policy,
                new HoldingTerms(policy.rules()),
                holds.inForce(organisation, day),
                day.isAfter(today) ? holds.inForce(organisation, day.minusDays(1)) : null);
        var lines = new ArrayList<ScheduleView.Line>();
        for (var slice : swept.of(connection, organisation)) {
            if (swept.isAble(slice)) {
                lines.addAll(records(connection, slice, days));
                if (!slice.isRequestFiles()) {
                    lines.addAll(byAge(slice, days));
                    lines.addAll(retained(connection, slice, days));
                }
            }
        }
        return lines;
    }

    private List<ScheduleView.Line> records(Connection connection, SliceKey slice, Days days) throws SQLException {
        var sums = new TreeMap<Heading, Sum>();
        var streams = holdings.streams(connection, slice);
        for (var part : parts(slice, streams, days)) {
            Cursor cursor = null;
            List<DueHolding> page;
            do {
                page = holdings.page(connection, part.streams(), part.span(), cursor, PAGE);
                var known = persons.of(connection, slice, page);
                var open = slice.isRequestFiles() ? openCases(page) : Set.<UUID>of();
                for (var holding : page) {
                    var due = goesOnTheDay(slice, days, holding, known);
                    if (due != null && (open.isEmpty() || !open.contains(UUID.fromString(holding.recordRef())))) {
                        sums.computeIfAbsent(heading(slice, holding.category(), due), heading -> new Sum())
                                .add(holding.recordRef());
                    }
                    cursor = holding.place();
                }
            } while (page.size() == PAGE);
        }
        return sums.entrySet().stream()
                .map(entry -> ScheduleView.Line.records(
                        entry.getKey().system(),
                        entry.getKey().category(),
                        entry.getKey().rule(),
                        entry.getKey().action(),
                        entry.getKey().basis(),
                        entry.getValue().holdings,
                        entry.getValue().samples))
                .toList();
    }

    /** A part of the register that is read. */
    private record Part(Map<Integer, String> streams, Span span) {}

    /**
     * What can go on the day, so that a far day costs what goes on it and not all that goes before. Today and tomorrow
     * that is all that is due: what an order of today leaves is ordered anew tomorrow. Later it is what is due on the day
     * itself, and what a hold keeps until the day before. The register does not know the persons of request files: then it
     * is all that is due, which is judged.
     */
    private static List<Part> parts(SliceKey slice, Map<Integer, String> streams, Days days) {
        if (!days.day().isAfter(days.today().plusDays(1))) {
            return List.of(new Part(streams, Span.by(days.day())));
        }
        var parts = new ArrayList<Part>();
        parts.add(new Part(streams, new Span(days.day(), days.day(), null)));
        var dayBefore = days.day().minusDays(1);
        var ending = days.dayBefore().endingOn(dayBefore);
        streams.forEach((stream, category) -> {
            var one = Map.of(stream, category);
            var persons = ending.heldPersons(slice.system(), category);
            var anyMayBe = slice.isRequestFiles() && !persons.isEmpty();
            if (anyMayBe || ending.covers(slice.system(), category, List.of()).isPresent()) {
                parts.add(new Part(one, Span.by(dayBefore)));
            } else if (!persons.isEmpty()) {
                parts.add(new Part(one, new Span(null, dayBefore, persons)));
            }
        });
        return parts;
    }

    private static Heading heading(SliceKey slice, String category, Due due) {
        return new Heading(slice.system(), category, due.ruleId(), due.action().wireName(), due.basis());
    }

    private Set<UUID> openCases(List<DueHolding> files) {
        return caseFiles.open(
                files.stream().map(file -> UUID.fromString(file.recordRef())).collect(Collectors.toSet()));
    }

    /** What makes it go on the day; {@code null} when it stays or has gone before. */
    private static Due goesOnTheDay(SliceKey slice, Days days, DueHolding holding, Known known) {
        var judged = new Judgement(slice.system(), days.terms(), days.onDay(), days.day()).of(holding, known);
        if (judged.verdict() != Verdict.GOES) {
            return null;
        }
        if (days.isToday()) {
            return judged.due();
        }
        if (holding.claim() == Claim.IN_FLIGHT) {
            return null;
        }
        var first = holding.claim() == Claim.WAITING ? days.today().plusDays(1) : days.today();
        var dayBefore = days.day().minusDays(1);
        // The sweep finds it by the date that is stored, also where the rules of now name an earlier one.
        if (dayBefore.isBefore(first) || holding.dueOn().equals(days.day())) {
            return judged.due();
        }
        var before = new Judgement(slice.system(), days.terms(), days.dayBefore(), dayBefore);
        return before.of(holding, known).verdict() == Verdict.GOES ? null : judged.due();
    }

    private List<ScheduleView.Line> byAge(SliceKey slice, Days days) {
        var system = systems.findById(slice.system());
        return ageSweeps.due(system, days.day(), days.policy().rules(), days.onDay()).stream()
                .map(limit -> byAge(slice, limit))
                .toList();
    }

    private static ScheduleView.Line byAge(SliceKey slice, AgeLimit limit) {
        return ScheduleView.Line.byAge(
                slice.system(),
                limit.category(),
                limit.ruleId(),
                limit.action().wireName(),
                limit.basis(),
                limit.startedBefore());
    }

    private List<ScheduleView.Line> retained(Connection connection, SliceKey slice, Days days) throws SQLException {
        var due = new ArrayList<>(
                releases.due(connection, slice, days.day(), days.policy().rules(), days.onDay()));
        if (!days.isToday()) {
            due.removeAll(releases.due(
                    connection, slice, days.day().minusDays(1), days.policy().rules(), days.dayBefore()));
        }
        var byCategory = due.stream()
                .collect(Collectors.groupingBy(
                        release -> release.category() + '\n' + release.basis(), TreeMap::new, Collectors.toList()));
        return byCategory.values().stream().map(parts -> retained(slice, parts)).toList();
    }

    private static ScheduleView.Line retained(SliceKey slice, List<Release> parts) {
        return ScheduleView.Line.retained(
                slice.system(),
                parts.get(0).category(),
                parts.get(0).basis(),
                parts.stream().mapToLong(Release::holdings).sum());
    }
}
