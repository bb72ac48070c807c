package io.github.jgln.cli;

import io.github.jgln.Preparation;
import io.github.jgln.SavedModel;
import io.github.jgln.data.ColumnReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jgln info}. */
@Command(
        name = "info",
        sortOptions = false,
        description = "Read a saved model, check it as a whole, and say what it is.")
final class InfoCommand extends CliCommand {
    @Parameters(paramLabel = "MODEL", description = "A file that 'jgln train --save' or GLN.save wrote.")
    private Path file;

    @Override
    int execute() throws Exception {
        SavedModel model = readModel(file);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", file.toString());
        report.put("bytes", Files.size(file));
        report.put("rowsLearned", model.rowsLearned());
        report.put("parameters", model.state().spec().weights());
        report.put("halfspaces", model.state().spec().halfspaces());
        report.put("config", model.description());
        report.put("preparation", preparation(model.preparation()));
        report.put("notes", model.notes());
        if (json) {
            print(Json.object(report));
        } else {
            print(String.format(
                    Locale.ROOT,
                    "%s: %,d bytes, %,d rows learnt, %,d parameters, %,d halfspaces",
                    file,
                    Files.size(file),
                    model.rowsLearned(),
                    model.state().spec().weights(),
                    model.state().spec().halfspaces()));
            model.description().forEach((name, value) -> {
                if (!name.equals("columns")) {
                    line(name, value);
                }
            });
            model.config().columns().forEach(column -> line("column " + column.name(), ColumnReport.becomes(column)));
            preparation(model.preparation()).forEach((name, value) -> line("preparation " + name, "" + value));
            model.notes().forEach((name, value) -> line("note " + name, value));
        }
        return 0;
    }

    private static Map<String, Object> preparation(Preparation preparation) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (preparation.targets().isEmpty()) {
            entries.put("classes", preparation.classes());
        } else {
            entries.put("targets", preparation.targets());
        }
        entries.put("deskewed", preparation.deskewed());
        preparation.oneClass().ifPresent(name -> entries.put("oneClass", name));
        if (!preparation.columns().isEmpty()) {
            entries.put("columns", preparation.columns());
        }
        return entries;
    }

    private void line(String name, String value) {
        print(String.format(Locale.ROOT, "  %-30s %s", name, value));
    }
}
