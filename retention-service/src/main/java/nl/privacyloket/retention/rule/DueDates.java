package nl.privacyloket.retention.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conflict between promises and laws about one category. A promise, a norm or an exact term says when data must go; a
 * legal minimum says how long they may not. The law wins, also when its term has not begun to run. Restricting the use of
 * data erases nothing, so no legal minimum stands in its way.
 */
final class DueDates {
    private static final Comparator<Candidate> EARLIEST_THEN_MOST_THOROUGH = Comparator.comparing(
                    (Candidate candidate) -> candidate.due().on())
            .thenComparing(candidate -> candidate.due().action())
            .thenComparing(Candidate::promised)
            .thenComparing(candidate -> candidate.due().ruleId());

    private final String category;
    private final List<RetentionRule> laws;
    private final List<RetentionRule> ends;

    /** @param role role of the person; {@code null} when not known: each role's law then protects, no role's promise binds */
    DueDates(List<RetentionRule> rules, String category, String role) {
        var own =
                rules.stream().filter(rule -> rule.category().equals(category)).toList();
        this.category = category;
        this.laws = own.stream()
                .filter(rule -> rule.kind().forbidsErasure())
                .filter(rule ->
                        role == null || rule.roles().isEmpty() || rule.roles().contains(role))
                .toList();
        this.ends = own.stream()
                .filter(rule -> rule.kind() != RuleKind.MINIMUM)
                .filter(rule ->
                        rule.roles().isEmpty() || (role != null && rule.roles().contains(role)))
                .toList();
    }

    /** A rule that ends the holding, with the date that it would have had without any law. */
    private record Candidate(LocalDate promised, Due due) {}

    /**
     * When a holding goes.
     *
     * @param dates the dates of what has happened
     * @param done actions that were taken already and are not due again
     */
    Due of(Map<Trigger, LocalDate> dates, Set<RetentionAction> done) {
        var candidates = new ArrayList<Candidate>();
        Due kept = Due.NONE;
        for (var rule : ends) {
            var started = startOf(rule, dates);
            if (started == null || done.contains(rule.action())) {
                continue;
            }
            var due = due(rule, rule.eraseFrom(started), dates);
            if (due.on() == null) {
                kept = due;
            } else {
                candidates.add(new Candidate(rule.eraseFrom(started), due));
            }
        }
        return candidates.stream()
                .min(EARLIEST_THEN_MOST_THOROUGH)
                .map(Candidate::due)
                .orElse(kept);
    }

    private Due due(RetentionRule rule, LocalDate promised, Map<Trigger, LocalDate> dates) {
        if (rule.action() == RetentionAction.RESTRICT) {
            return new Due(promised, rule.id(), rule.action(), rule.basis(), null, null);
        }
        var on = promised;
        RetentionRule keeping = null;
        for (var law : laws) {
            var started = startOf(law, dates);
            if (started == null) {
                return new Due(null, rule.id(), rule.action(), rule.basis(), null, law.basis());
            }
            if (law.eraseFrom(started).isAfter(on)) {
                on = law.eraseFrom(started);
                keeping = law;
            }
        }
        return keeping == null
                ? new Due(on, rule.id(), rule.action(), rule.basis(), null, null)
                : new Due(on, rule.id(), rule.action(), rule.basis(), on.minusDays(1), keeping.basis());
    }

    /** The end of a calendar year is counted from whatever began a holding. */
    private static LocalDate startOf(RetentionRule rule, Map<Trigger, LocalDate> dates) {
        var own = dates.get(rule.trigger());
        return own == null && rule.trigger() == Trigger.CALENDAR_YEAR_END ? dates.get(Trigger.COLLECTED) : own;
    }

    /**
     * What goes on a day by its age, one limit for each trigger and action that a rule names; the most thorough action
     * first. Of several rules the one that reaches farthest counts: it takes in what the others mean.
     */
    List<AgeLimit> limits(LocalDate today) {
        var farthest = new LinkedHashMap<Ending, AgeLimit>();
        ends.stream()
                .sorted(Comparator.comparing(RetentionRule::action).thenComparing(RetentionRule::id))
                .flatMap(rule -> limit(rule, today).stream())
                .forEach(limit -> farthest.merge(
                        new Ending(limit.trigger(), limit.action()),
                        limit,
                        (one, other) -> other.startedBefore().isAfter(one.startedBefore()) ? other : one));
        return List.copyOf(farthest.values());
    }

    private record Ending(Trigger trigger, RetentionAction action) {}

    private Optional<AgeLimit> limit(RetentionRule rule, LocalDate today) {
        var longest = laws.stream()
                .map(RetentionRule::period)
                .map(period -> today.minus(period).minusYears(2))
                .min(Comparator.naturalOrder())
                .orElse(today);
        var oldest = today.minus(rule.period()).minusYears(2);
        var due = (oldest.isBefore(longest) ? oldest : longest).toEpochDay();
        var notDue = today.plusDays(1).toEpochDay();
        if (!isDue(rule, due, today)) {
            return Optional.empty();
        }
        // A later start is never due earlier, so that the border is found by halving.
        while (notDue - due > 1) {
            var middle = Math.floorDiv(due + notDue, 2);
            if (isDue(rule, middle, today)) {
                due = middle;
            } else {
                notDue = middle;
            }
        }
        return Optional.of(new AgeLimit(
                category, rule.trigger(), rule.action(), LocalDate.ofEpochDay(notDue), rule.id(), rule.basis()));
    }

    private boolean isDue(RetentionRule rule, long epochDay, LocalDate today) {
        var started = LocalDate.ofEpochDay(epochDay);
        return due(rule, rule.eraseFrom(started), Map.of(rule.trigger(), started))
                .isBy(today);
    }
}
