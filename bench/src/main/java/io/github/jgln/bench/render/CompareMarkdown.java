package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.render.CompareTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison in Markdown. */
final class CompareMarkdown {
    private CompareMarkdown() {}

    /** The whole report. */
    static String of(CompareReport report) {
        CompareTable table = new CompareTable(report);
        return blocks(
                "**" + escape(table.title()) + "**",
                escape(table.machine()),
                table(table),
                list(table.unavailable()),
                list(table.notes()),
                list(table.contenders()));
    }

    /** The report without the notes that tell how to read it. */
    static String brief(CompareReport report) {
        CompareTable table = new CompareTable(report);
        return blocks(
                "**" + escape(table.title()) + "**",
                table(table),
                list(table.unavailable()),
                escape(table.machine()) + ".",
                table.noise().map(CompareMarkdown::escape).orElse(""));
    }

    private static String blocks(String... blocks) {
        return Stream.of(blocks).filter(block -> !block.isEmpty()).collect(Collectors.joining("\n\n")) + "\n";
    }

    /** A reason in one of the narrow columns would make the table unreadable. */
    private static String table(CompareTable table) {
        int columns = CompareTable.HEADINGS.size();
        List<String> lines = new ArrayList<>();
        lines.add(line(CompareTable.HEADINGS));
        lines.add("|---|" + "---:|".repeat(columns - 1));
        for (Row row : table.rows()) {
            lines.add(
                    row.unavailable() == null
                            ? line(row.cells())
                            : line(List.of(row.cells().get(0), "not available")) + " |".repeat(columns - 2));
        }
        return String.join("\n", lines);
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
