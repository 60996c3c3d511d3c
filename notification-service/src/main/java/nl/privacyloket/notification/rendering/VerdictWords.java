package nl.privacyloket.notification.rendering;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.notification.correspondence.Verdict;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.organisation.Organisation;

/**
 * Verdicts as the person reads them: by category, whatever the number of systems behind it. Lines that say the same
 * become one sentence; a category of which some goes and some stays says so.
 *
 * @param rows category and what became of it
 * @param someGoLater whether something is kept until a day
 * @param someAreHeld whether something stays until an obstacle has gone
 */
record VerdictWords(List<Row> rows, boolean someGoLater, boolean someAreHeld) {

    /** What one line says; equal for systems that say the same. */
    private record Statement(String verdict, LocalDate until, String basis) {}

    static VerdictWords of(List<Verdict> verdicts, Organisation organisation, Wording wording) {
        Map<String, Set<Statement>> byCategory = new LinkedHashMap<>();
        boolean later = false;
        boolean held = false;
        for (Verdict verdict : verdicts) {
            Set<Statement> statements = byCategory.computeIfAbsent(verdict.category(), any -> new LinkedHashSet<>());
            if (verdict.holdings() > 0) {
                statements.add(new Statement(verdict.verdict(), verdict.until(), verdict.basis()));
                held |= verdict.verdict().equals("held");
                later |= verdict.verdict().equals("retain") && verdict.until() != null;
            }
        }
        List<Row> rows = new ArrayList<>();
        byCategory.forEach((category, statements) -> rows.add(new Row(
                organisation.categoryName(category, wording.language().tag()), sentences(statements, wording))));
        return new VerdictWords(List.copyOf(rows), later, held);
    }

    private static String sentences(Set<Statement> statements, Wording wording) {
        if (statements.isEmpty()) {
            return wording.phrases().verdictNothingFound();
        }
        boolean parts = statements.size() > 1;
        return statements.stream()
                .map(statement -> sentence(statement, parts, wording))
                .collect(Collectors.joining(" "));
    }

    private static String sentence(Statement statement, boolean part, Wording wording) {
        Phrases phrases = wording.phrases();
        LocalDate until = statement.until();
        return switch (statement.verdict()) {
            case "erase" -> part ? phrases.verdictErasedPart() : phrases.verdictErased();
            case "retain" -> retained(until, part, wording) + " " + Bases.inWords(statement.basis(), phrases);
            case "restrict" ->
                until == null ? phrases.verdictRestricted() : phrases.verdictRestrictedUntil(wording.day(until));
            case "held" -> phrases.verdictHeld();
            default -> throw new IllegalArgumentException("no words for the verdict " + statement.verdict());
        };
    }

    private static String retained(LocalDate until, boolean part, Wording wording) {
        Phrases phrases = wording.phrases();
        if (until == null) {
            return phrases.verdictRetainedOpen();
        }
        String day = wording.day(until);
        return part ? phrases.verdictRetainedPart(day) : phrases.verdictRetained(day);
    }
}
