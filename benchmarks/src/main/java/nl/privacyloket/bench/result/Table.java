package nl.privacyloket.bench.result;

import java.util.ArrayList;
import java.util.List;

/**
 * Results as a table in Markdown that is readable in a terminal too.
 *
 * @param results one for each scenario
 */
record Table(List<Result> results) {
    private static final List<String> HEAD =
            List.of("what", "limit beside it", "measured", "ratio (range)", "goal", "verdict");

    String markdown() {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Result result : results) {
            result.findings().forEach(finding -> rows.add(cells(finding)));
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
        for (Result result : results) {
            result.notes().forEach(note -> line(text, result.scenario() + ": " + note));
        }
        results.stream().map(Result::run).distinct().forEach(run -> line(text, run));
    }

    private static void line(StringBuilder text, String words) {
        text.append("- ").append(words).append("\n");
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
