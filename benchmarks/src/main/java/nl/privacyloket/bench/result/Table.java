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
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            result.findings().forEach(finding -> rows.add(cells(finding)));
        }
        StringBuilder text = new StringBuilder(Columns.markdown(HEAD, rows)).append("\n");
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
}
