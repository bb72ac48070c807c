package io.github.jgln.bench;

import io.github.jgln.bench.CompareTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison in Markdown. */
final class CompareMarkdown {
    private CompareMarkdown() {}

    /** Title, table, notes. */
    static String of(CompareReport report) {
        CompareTable table = new CompareTable(report);
        List<String> blocks = new ArrayList<>();
        blocks.add("**" + table.title() + "**");
        blocks.add(table.machine());
        blocks.add(table(report));
        blocks.add(list(table.notes()));
        if (!table.contenders().isEmpty()) {
            blocks.add(list(table.contenders()));
        }
        return String.join("\n\n", blocks) + "\n";
    }

    /** The table alone; below it what is not available, with the reasons. */
    static String table(CompareReport report) {
        List<Row> rows = new CompareTable(report).rows();
        List<String> lines = new ArrayList<>();
        lines.add(line(CompareTable.HEADINGS));
        lines.add("|---|" + "---:|".repeat(CompareTable.HEADINGS.size() - 1));
        rows.stream().filter(row -> row.unavailable() == null).forEach(row -> lines.add(line(row.cells())));
        // A reason in one of the narrow columns would make the table unreadable.
        rows.stream()
                .filter(row -> row.unavailable() != null)
                .forEach(row -> lines.add(line(List.of(row.cells().get(0), "not available: see below"))
                        + " |".repeat(CompareTable.HEADINGS.size() - 2)));
        String reasons = rows.stream()
                .filter(row -> row.unavailable() != null)
                .map(row -> "- " + row.cells().get(0) + ": " + escape(row.unavailable()))
                .collect(Collectors.joining("\n"));
        return String.join("\n", lines) + (reasons.isEmpty() ? "" : "\n\n" + reasons);
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CompareMarkdown::escape).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String list(List<String> lines) {
        return lines.stream().map(line -> "- " + escape(line)).collect(Collectors.joining("\n"));
    }

    /** What is in names of devices and messages should come out as it is. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;");
    }
}
