package io.github.jgln.cli;

import io.github.jgln.data.ColumnReport;
import io.github.jgln.data.FirstRows;
import io.github.jgln.data.Notice;
import io.github.jgln.data.Schema;
import io.github.jgln.data.Table;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jgln columns}. */
@Command(
        name = "columns",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Show what the columns of a table are taken for by their first rows, what they hold, and what a model makes"
                        + " of them; --columns says otherwise.")
final class ColumnsCommand extends CliCommand {
    @Mixin
    private DataSource source;

    @Mixin
    private SchemaArguments arguments;

    @Override
    int execute() {
        source.check();
        source.require(source.table().isPresent(), "columns: expected a table, got " + source.data);
        source.checked(() -> arguments.options(source.label, source.targets));
        FirstRows first;
        Schema schema;
        try (Table table = source.open(source.table().get())) {
            first = FirstRows.of(table);
            schema = Schema.infer(first, arguments.options(source.label, source.targets));
        }
        print(json ? Json.object(report(first, schema)) : text(first, schema));
        return 0;
    }

    private static Map<String, Object> report(FirstRows first, Schema schema) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rows", first.count());
        report.put("whole", first.whole());
        report.put("label", schema.label().orElse(null));
        report.put("targets", schema.targets());
        report.put("classes", schema.classes().names());
        report.put("columns", schema.report().stream().map(ColumnsCommand::json).toList());
        report.put("notices", schema.notices().stream().map(Notice::text).toList());
        return report;
    }

    private static Map<String, Object> json(ColumnReport column) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", column.name());
        report.put("kind", kind(column));
        report.put("missing", column.missing());
        report.put("holds", column.values());
        report.put("becomes", column.becomes());
        return report;
    }

    private static String kind(ColumnReport column) {
        return column.role().name().toLowerCase(Locale.ROOT);
    }

    private static String text(FirstRows first, Schema schema) {
        StringBuilder text = new StringBuilder();
        line(text, "%-24s %-9s %8s  %s", "column", "kind", "missing", "holds; becomes");
        for (ColumnReport column : schema.report()) {
            line(
                    text,
                    "%-24s %-9s %,8d  %s; %s",
                    column.name(),
                    kind(column),
                    column.missing(),
                    column.values(),
                    column.becomes());
        }
        line(text, first.whole() ? "all %,d rows" : "the first %,d rows", first.count());
        schema.notices().forEach(notice -> line(text, "%s", notice.text()));
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
