package nl.privacyloket.notification.rendering;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.notification.correspondence.Verdict;
import nl.privacyloket.notification.organisation.Organisation;

/**
 * Verdicts as the person reads them: by category, whatever the number of systems behind it. Lines that say the same
 * become one; a category of which some goes and some stays says so.
 *
 * @param someGoLater whether something is kept until a day
 */
record VerdictWords(List<String> lines, boolean someGoLater) {

    /** What one line says; equal for systems that say the same. */
    private record Statement(String verdict, LocalDate until, String basis) {}

    static VerdictWords of(List<Verdict> verdicts, Organisation organisation, Wording wording) {
        Map<String, Set<Statement>> byCategory = new LinkedHashMap<>();
        boolean later = false;
        for (Verdict verdict : verdicts) {
            Set<Statement> statements = byCategory.computeIfAbsent(verdict.category(), any -> new LinkedHashSet<>());
            if (verdict.holdings() > 0) {
                statements.add(new Statement(verdict.verdict(), verdict.until(), verdict.basis()));
                later |= verdict.verdict().equals("retain") && verdict.until() != null;
            }
        }
        List<String> lines = new ArrayList<>();
        byCategory.forEach((category, statements) -> {
            String name = organisation.categoryName(category, wording.language().tag());
            if (statements.isEmpty()) {
                lines.add(wording.phrases().verdictNothingFound(name));
            }
            boolean parts = statements.size() > 1;
            statements.forEach(statement -> lines.add(words(statement, name, parts, wording)));
        });
        return new VerdictWords(List.copyOf(lines), later);
    }

    private static String words(Statement statement, String category, boolean part, Wording wording) {
        Phrases phrases = wording.phrases();
        LocalDate until = statement.until();
        return switch (statement.verdict()) {
            case "erase" -> part ? phrases.verdictErasedPart(category) : phrases.verdictErased(category);
            case "retain" -> retained(statement, category, part, wording);
            case "restrict" ->
                until == null
                        ? phrases.verdictRestricted(category)
                        : phrases.verdictRestrictedUntil(category, wording.day(until));
            case "held" -> phrases.verdictHeld(category);
            default -> throw new IllegalArgumentException("no words for the verdict " + statement.verdict());
        };
    }

    private static String retained(Statement statement, String category, boolean part, Wording wording) {
        Phrases phrases = wording.phrases();
        String reason = Bases.inWords(statement.basis(), phrases);
        if (statement.until() == null) {
            return phrases.verdictRetainedOpen(category, reason);
        }
        String day = wording.day(statement.until());
        return part
                ? phrases.verdictRetainedPart(category, day, reason)
                : phrases.verdictRetained(category, day, reason);
    }
}
