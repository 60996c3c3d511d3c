package nl.privacyloket.bench.result;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown whose columns stand below each other in a terminal too. */
public final class Columns {
    private Columns() {}

    /** Head, line and rows, each ended by a new line. */
    public static String markdown(List<String> head, List<List<String>> rows) {
        int[] widths = new int[head.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        all.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        StringBuilder text = new StringBuilder();
        append(text, head, widths);
        text.append("|");
        for (int width : widths) {
            text.append(" ").append("-".repeat(width)).append(" |");
        }
        text.append("\n");
        rows.forEach(row -> append(text, row, widths));
        return text.toString();
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
