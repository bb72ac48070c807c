package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.ModelInput;
import io.github.jgln.evaluation.GaussianMeasures;
import io.github.jgln.evaluation.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jgln evaluate}. */
@Command(
        name = "evaluate",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Score a saved model on test rows, prepared as those it was trained on. Of a table these are all rows, or, with"
                        + " the --test-fraction of 'jgln train' (0.2 where none was given), those that it held out.")
final class EvaluateCommand extends CliCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A file that 'jgln train --save' wrote.")
    private Path file;

    @Mixin
    private TestRows testRows;

    @Mixin
    private BackendChoice backend;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws Exception {
        testRows.check();
        SavedModel model = readModel(file);
        Dataset test;
        try (Screen screen = new Screen(err(), json || quiet)) {
            test = testRows.read(model, screen);
        }
        Dataset rows = ModelInput.of(model).labelled(test);
        try (GLN gln = backend.builder(model).create()) {
            if (model.config().numbers() > 0) {
                numbers(gln, rows);
                return 0;
            }
            long start = System.nanoTime();
            Score score = Score.of(gln, rows.labelled());
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Object> report = report(gln, score.rows());
            report.put("correct", score.correct());
            report.put("testAccuracy", Json.number(score.accuracy()));
            report.put("seconds", seconds);
            print(
                    json
                            ? Json.object(report)
                            : String.format(
                                    Locale.ROOT,
                                    "test accuracy    %.2f %%  (%s)",
                                    100 * score.accuracy(),
                                    scored(score.rows())));
        }
        return 0;
    }

    private Map<String, Object> report(GLN gln, long rows) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", Version.number());
        report.put("model", file.toString());
        report.put("backend", gln.backend());
        report.put("device", gln.device().toString());
        report.put("dataset", testRows.source.named());
        report.put("wholeTable", testRows.whole());
        report.put("testRows", rows);
        return report;
    }

    /** Of a model of numbers. */
    private void numbers(GLN gln, Dataset rows) {
        long start = System.nanoTime();
        List<GaussianMeasures> measures = GaussianMeasures.of(gln, rows.labelled());
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Object> report = report(gln, rows.rowCount());
        List<Map<String, Object>> targets = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int c = 0; c < measures.size(); c++) {
            String name = rows.targetNames().get(c);
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("name", name);
            Fit.json(target, "test", measures.get(c));
            targets.add(target);
            lines.add(Fit.line("target", "'" + name + "'"));
            lines.addAll(Fit.lines("test", measures.get(c), scored(rows.rowCount())));
        }
        report.put("targets", targets);
        report.put("seconds", seconds);
        print(json ? Json.object(report) : String.join(System.lineSeparator(), lines));
    }

    private String scored(long rows) {
        return String.format(
                Locale.ROOT,
                testRows.whole()
                        ? "all %,d rows of the " + (testRows.source.table().isPresent() ? "table" : "data")
                                + "; if the model was trained on it, --test-fraction scores those held out"
                        : "%,d rows",
                rows);
    }
}
