package io.github.jgln.cli;

import io.github.jgln.Column;
import io.github.jgln.Rows;
import io.github.jgln.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    /** Categories that are named. */
    private static final int NAMED = 6;

    @Mixin
    private DataSource source;

    @Override
    int execute() {
        source.check();
        source.require(source.data instanceof DataArgument.Csv, "columns: expected csv:FILE, got " + source.data);
        Dataset table;
        try (Screen screen = new Screen(err(), json)) {
            table = source.table(screen);
        }
        List<Map<String, Object>> columns = new ArrayList<>();
        for (int j = 0; j < table.features(); j++) {
            columns.add(describe(table, j));
        }
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("rows", table.rowCount());
            report.put("classes", table.classes());
            report.put("columns", columns);
            print(Json.object(report));
            return 0;
        }
        print(String.format(Locale.ROOT, "%-24s %-9s %8s  %s", "column", "kind", "missing", "holds; becomes"));
        columns.forEach(column -> print(String.format(
                Locale.ROOT,
                "%-24s %-9s %,8d  %s; %s",
                column.get("name"),
                column.get("kind"),
                (Integer) column.get("missing"),
                column.get("holds"),
                column.get("becomes"))));
        print(String.format(
                Locale.ROOT,
                "%,d rows with a label, %d classes: %s",
                table.rowCount(),
                table.classCount(),
                named(table.classes())));
        return 0;
    }

    private static Map<String, Object> describe(Dataset table, int j) {
        Column column = table.columns().get(j);
        Rows rows = table.rows();
        int missing = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int t = 0; t < rows.count(); t++) {
            float value = rows.values()[rows.offset(t) + j];
            if (Float.isNaN(value)) {
                missing++;
            } else {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", column.name());
        report.put("kind", column instanceof Column.Number ? "number" : "category");
        report.put("missing", missing);
        if (column instanceof Column.Category category) {
            report.put("holds", named(category.categories()));
        } else if (missing == rows.count()) {
            report.put("holds", "nothing");
        } else {
            report.put("holds", least == most ? "only " + least : least + " to " + most);
        }
        report.put("becomes", kind(column));
        return report;
    }

    /** What a model makes of a column, in words. */
    static String kind(Column column) {
        if (column instanceof Column.Category category) {
            int own = category.categories().size();
            return own + (own == 1 ? " category, " : " categories, ") + category.others()
                    + (category.others() == 1 ? " place" : " places") + " for others";
        }
        Column.Number number = (Column.Number) column;
        return "a number, " + number.marks().size() + " marks" + (number.mayMiss() ? ", whether it is missing" : "");
    }

    private static String named(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }
}
