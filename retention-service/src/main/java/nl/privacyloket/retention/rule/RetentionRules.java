package nl.privacyloket.retention.rule;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Retention rules of an organisation's policy: of one version, or of several that count together. */
public record RetentionRules(List<RetentionRule> rules) {

    public RetentionRules {
        rules = List.copyOf(rules);
    }

    /** These rules and those: what a legal term of either protects, stays. */
    public RetentionRules and(RetentionRules those) {
        return new RetentionRules(
                Stream.concat(rules.stream(), those.rules.stream()).distinct().toList());
    }

    /** What the law demands to keep, and nothing that ends a holding: an exact term counts as a minimum. */
    public RetentionRules asLaw() {
        return new RetentionRules(rules.stream()
                .filter(rule -> rule.kind().forbidsErasure())
                .map(RetentionRule::asMinimum)
                .toList());
    }

    /** These rules, and those for the categories that these say nothing about. */
    public RetentionRules whereSilent(RetentionRules those) {
        var described = rules.stream().map(RetentionRule::category).collect(Collectors.toSet());
        return and(new RetentionRules(those.rules.stream()
                .filter(rule -> !described.contains(rule.category()))
                .toList()));
    }

    /**
     * Which legal term keeps the holding longest after today; empty when it is free to go. A legal minimum outranks
     * every promise about the same category.
     *
     * @param startedOn the date of the trigger; {@code null} when it has not happened or is not known, and then each
     *     legal term of the category still runs and its end is not known
     */
    public Optional<Protection> protection(String category, LocalDate startedOn, LocalDate today) {
        if (startedOn == null) {
            return legalTerms(category)
                    .max(Comparator.comparing((RetentionRule rule) -> rule.eraseFrom(today))
                            .thenComparing(RetentionRule::id))
                    .map(rule -> new Protection(null, rule.basis()));
        }
        return legalTerms(category)
                .filter(rule -> rule.forbidsErasure(startedOn, today))
                .max(Comparator.comparing((RetentionRule rule) -> rule.eraseFrom(startedOn))
                        .thenComparing(RetentionRule::id))
                .map(rule -> new Protection(rule.keepThrough(startedOn).orElseThrow(), rule.basis()));
    }

    /** The earliest start date in a category that a legal term protects today; empty when none can be. */
    public Optional<LocalDate> protectedFrom(String category, LocalDate today) {
        return legalTerms(category)
                .flatMap(rule -> rule.protectsFrom(today).stream())
                .min(Comparator.naturalOrder());
    }

    /**
     * The earliest start date whose protection lasts through {@code until} at least, so that the rows from there on
     * belong to that date. Empty when no legal term of the category reaches it.
     */
    public Optional<LocalDate> startKeptThrough(String category, LocalDate until, LocalDate today) {
        return protectedFrom(category, until)
                .map(start ->
                        protectedFrom(category, today).filter(start::isBefore).orElse(start));
    }

    /**
     * When a holding goes by itself.
     *
     * @param role role of the person; {@code null} when not known: the law of every role then protects, and a promise
     *     about some roles alone does not bind
     * @param dates the dates of what has happened, by trigger
     */
    public Due due(String category, String role, Map<Trigger, LocalDate> dates) {
        return due(category, role, dates, Set.of());
    }

    /** As {@link #due(String, String, Map)}, without the actions that were taken already. */
    public Due due(String category, String role, Map<Trigger, LocalDate> dates, Set<RetentionAction> done) {
        return new DueDates(rules, category, role).of(dates, done);
    }

    /**
     * What goes of a category on a day by its age alone, the most thorough action first. A category with a legal minimum
     * that counts from another event than the promise has none: age does not tell when that term ends.
     */
    public List<AgeLimit> ageLimits(String category, LocalDate today) {
        return new DueDates(rules, category, null).limits(today);
    }

    private Stream<RetentionRule> legalTerms(String category) {
        return rules.stream().filter(rule -> rule.category().equals(category)).filter(rule -> rule.kind()
                .forbidsErasure());
    }

    /**
     * A legal term that runs.
     *
     * @param until the last date on which it demands the data, {@code null} when that is not known yet
     * @param basis the law behind it
     */
    public record Protection(LocalDate until, String basis) {}
}
