package nl.privacyloket.retention.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import nl.privacyloket.retention.rule.RetentionRules;

/**
 * One line of an erase command: which rows of a category go, or which stay. The borders come from the rules and not from
 * the rows that were counted, so that a row that appears after the count is not erased before its term ends either.
 *
 * @param verdict {@link VerdictKind#ERASE} or {@link VerdictKind#RETAIN}
 * @param startedBefore with erase: only rows that started earlier; {@code null} means all rows of the category
 * @param startedFrom with retain: rows that started then or later; {@code null} means all rows of the category
 * @param until with retain: last date on which the rows at {@code startedFrom} are kept; {@code null} when not known
 */
public record EraseInstruction(
        String category, VerdictKind verdict, LocalDate startedBefore, LocalDate startedFrom, LocalDate until) {

    /**
     * What one data system has to do for a plan.
     *
     * @param rules the rules that the plan was made with
     * @param today the day that the plan was made for, in the organisation's zone
     * @return nothing about what is held, which the system leaves alone; ordered by category, the erasing line first, then by {@code startedFrom}; empty when nothing is held
     */
    public static List<EraseInstruction> derive(
            ErasurePlan plan, String system, RetentionRules rules, LocalDate today) {
        var instructions = new ArrayList<EraseInstruction>();
        for (var category : plan.categories(system)) {
            var verdicts = plan.verdictsFor(system).stream()
                    .filter(verdict -> verdict.category().equals(category))
                    .toList();
            if (verdicts.stream().anyMatch(verdict -> verdict.verdict() == VerdictKind.HELD)) {
                continue;
            }
            instructions.addAll(forCategory(category, verdicts, rules, today));
        }
        return List.copyOf(instructions);
    }

    private static List<EraseInstruction> forCategory(
            String category, List<Verdict> verdicts, RetentionRules rules, LocalDate today) {
        var border = rules.protectedFrom(category, today);
        if (border.isEmpty()) {
            return List.of(erase(category, null));
        }
        if (verdicts.stream().allMatch(EraseInstruction::isKeptWithoutDate)) {
            return List.of(retain(category, null, null));
        }
        // Rows without a date match neither border and stay.
        var kept = new TreeMap<LocalDate, LocalDate>();
        kept.put(border.get(), keptThrough(category, border.get(), rules, today));
        verdicts.stream().map(Verdict::until).filter(Objects::nonNull).forEach(until -> rules.startKeptThrough(
                        category, until, today)
                .ifPresent(start -> kept.putIfAbsent(start, until)));
        var instructions = new ArrayList<EraseInstruction>();
        instructions.add(erase(category, border.get()));
        kept.forEach((start, until) -> instructions.add(retain(category, start, until)));
        return instructions;
    }

    private static boolean isKeptWithoutDate(Verdict verdict) {
        return verdict.verdict() == VerdictKind.RETAIN && verdict.until() == null;
    }

    private static LocalDate keptThrough(String category, LocalDate start, RetentionRules rules, LocalDate today) {
        return rules.protection(category, start, today)
                .map(RetentionRules.Protection::until)
                .orElseThrow();
    }

    private static EraseInstruction erase(String category, LocalDate startedBefore) {
        return new EraseInstruction(category, VerdictKind.ERASE, startedBefore, null, null);
    }

    private static EraseInstruction retain(String category, LocalDate startedFrom, LocalDate until) {
        return new EraseInstruction(category, VerdictKind.RETAIN, null, startedFrom, until);
    }

    /** Whether this line makes a row with that start date go. */
    public boolean erases(String rowCategory, LocalDate startedOn) {
        return verdict == VerdictKind.ERASE
                && category.equals(rowCategory)
                && (startedBefore == null || (startedOn != null && startedOn.isBefore(startedBefore)));
    }
}
