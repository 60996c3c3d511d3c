package nl.privacyloket.bench.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.bench.machine.Machine;

/**
 * Results as a table in Markdown that is readable in a terminal too.
 *
 * @param entries one for each scenario
 */
record Table(List<Entry> entries) {

    /** A scenario with the run that it comes from. */
    record Entry(
            String scenario,
            String begunAt,
            String commit,
            Machine machine,
            List<Finding> findings,
            List<String> notes) {}

    private static final List<String> HEAD =
            List.of("what", "limit beside it", "measured", "ratio (range)", "goal", "verdict");

    String markdown() {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Entry entry : entries) {
            entry.findings().forEach(finding -> rows.add(cells(finding)));
        }
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        append(text, HEAD, widths);
        text.append("|");
        for (int width : widths) {
            text.append(" ").append("-".repeat(width)).append(" |");
        }
        text.append("\n");
        rows.subList(1, rows.size()).forEach(row -> append(text, row, widths));
        text.append("\n");
        notes(text);
        return text.toString();
    }

    private void notes(StringBuilder text) {
        for (Entry entry : entries) {
            entry.notes().forEach(note -> text.append("- ")
                    .append(entry.scenario())
                    .append(": ")
                    .append(note)
                    .append("\n"));
        }
        Set<String> runs = new LinkedHashSet<>();
        for (Entry entry : entries) {
            runs.add("measured at " + entry.begunAt() + " of " + commit(entry) + " on "
                    + entry.machine().inWords());
        }
        runs.forEach(run -> text.append("- ").append(run).append("\n"));
    }

    private static String commit(Entry entry) {
        return entry.commit().replaceFirst("\\+$", " with files that differ from it");
    }

    private static List<String> cells(Finding finding) {
        return List.of(
                finding.what(), finding.limit(), finding.system(), finding.ratio(), finding.goal(), finding.verdict());
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        text.append("|");
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            text.append(" ")
                    .append(cell)
                    .append(" ".repeat(widths[column] - cell.length()))
                    .append(" |");
        }
        text.append("\n");
    }
}
