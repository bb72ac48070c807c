package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.render.CompareTable.Row;
import java.util.ArrayList;
import java.util.List;

/** A comparison for a terminal. */
final class CompareText {
    private static final String GAP = "  ";

    private CompareText() {}

    static String of(CompareReport report) {
        CompareTable table = new CompareTable(report);
        List<Row> rows = table.rows();
        int[] widths = widths(rows);
        List<String> lines = new ArrayList<>();
        lines.add(table.title());
        lines.add(table.machine());
        lines.add("");
        lines.add(line(CompareTable.HEADINGS, widths));
        for (Row row : rows) {
            lines.add(
                    row.unavailable() == null
                            ? line(row.cells(), widths)
                            : line(row.cells(), widths) + GAP + "not available: " + row.unavailable());
        }
        lines.add("");
        lines.addAll(table.notes());
        lines.add("");
        lines.addAll(table.contenders());
        return String.join(System.lineSeparator(), lines);
    }

    private static int[] widths(List<Row> rows) {
        int[] widths = CompareTable.HEADINGS.stream().mapToInt(String::length).toArray();
        for (Row row : rows) {
            for (int i = 0; i < row.cells().size(); i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        return widths;
    }

    /** Names to the left, figures to the right. */
    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + space : GAP + space + cells.get(i));
        }
        return line.toString();
    }
}
