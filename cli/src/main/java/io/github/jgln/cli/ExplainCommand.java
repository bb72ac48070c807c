package io.github.jgln.cli;

import io.github.jgln.Contributions;
import io.github.jgln.Contributions.Clipping;
import io.github.jgln.Predictions;
import io.github.jgln.SavedModel;
import io.github.jgln.Snapshot;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.ImageShape;
import io.github.jgln.data.ModelInput;
import io.github.jgln.experiments.Explanation;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jgln explain}. */
@Command(
        name = "explain",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Show how a saved model came to its prediction for one of the test rows: with the contexts of a row the"
                        + " network is a linear function of its base logits, and this is what each of them added to a class's"
                        + " logit, exactly; or to the mean of a number, in its unit.")
final class ExplainCommand extends CliCommand {
    /** Of a table's base logits those that added most. */
    private static final int SHOWN = 10;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A file that 'jgln train --save' wrote.")
    private Path file;

    @Mixin
    private TestRows testRows;

    @Option(
            names = "--row",
            order = 20,
            paramLabel = "N",
            required = true,
            description = "Which of the test rows, counted from 0.")
    private int row;

    @Option(
            names = "--class",
            order = 21,
            paramLabel = "CLASS",
            description = "Whose logit, by name. Default: of the class predicted; of two classes there is one logit.")
    private String className;

    @Option(
            names = "--clipped",
            order = 22,
            paramLabel = "HOW",
            description =
                    "What becomes of neurons whose logits were clipped: scaled (their inputs share in what they said,"
                            + " default) or constant (the weights are the network's derivative).")
    private String clipped = "scaled";

    @Option(
            names = "--out",
            order = 30,
            paramLabel = "PNG",
            description =
                    "Picture to write: of images where each pixel is, of other rows the features that added most.")
    private Path out;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws IOException {
        testRows.check();
        testRows.source.require(row >= 0, "--row: expected at least 0, got " + row);
        Clipping clipping = clipping();
        if (out != null) {
            List<Path> inputs = new ArrayList<>(testRows.source.files());
            inputs.add(file);
            checkOutput("--out", out, inputs);
        }
        SavedModel model = readModel(file);
        if (model.config().numbers() > 0) {
            testRows.source.require(
                    className == null, "--class: the model learns numbers, and all of them are explained");
            testRows.source.require(
                    out == null, "--out: of numbers there is no picture; --json holds all that was added");
        }
        Dataset data;
        try (Screen screen = new Screen(err(), json || quiet)) {
            data = testRows.read(model, screen);
        }
        if (row >= data.rowCount()) {
            throw new CommandFailedException(
                    data.name() + ": expected --row from 0 to " + (data.rowCount() - 1) + ", got " + row);
        }
        Dataset rows = ModelInput.of(model).labelled(data);
        if (model.config().numbers() > 0) {
            NumberExplanation explanation = new NumberExplanation(model, rows, row);
            print(json ? Json.object(numbers(explanation)) : explanation.text());
            return 0;
        }
        explain(model, clipping, rows);
        return 0;
    }

    private Map<String, Object> numbers(NumberExplanation explanation) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", Version.number());
        report.put("model", file.toString());
        report.put("dataset", testRows.source.named());
        report.put("row", row);
        report.put("targets", explanation.report());
        return report;
    }

    private Clipping clipping() {
        testRows.source.require(
                clipped.equals("scaled") || clipped.equals("constant"),
                "--clipped: expected scaled or constant, got '" + clipped + "'");
        return Clipping.valueOf(clipped.toUpperCase(Locale.ROOT));
    }

    private void explain(SavedModel model, Clipping clipping, Dataset rows) throws IOException {
        Snapshot snapshot = model.snapshot();
        List<String> classes = model.preparation().classes();
        List<String> names = model.config().baseLogitNames();
        float[] features = rows.row(row);
        Predictions predictions = snapshot.infer(features, 1);
        String predicted = classes.get(predictions.classOf(0));
        int output = output(snapshot, classes, predictions);
        String explained = classes.get(snapshot.outputs() == 1 ? 1 : output);
        Contributions contributions = snapshot.contributions(features, clipping);
        Contributions.Output of = contributions.outputs().get(output);
        String label = rows.classes().get(rows.label(row));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", Version.number());
        report.put("model", file.toString());
        report.put("dataset", testRows.source.named());
        report.put("row", row);
        report.put("label", label);
        report.put("predicted", predicted);
        report.put("class", explained);
        report.put("probability", predictions.probabilities()[output]);
        report.put("logit", of.logit());
        report.put("mixed", of.mixed());
        report.put("offset", of.offset());
        report.put("clipped", clipped);
        report.put("clippedNeurons", of.clippedNeurons());
        if (!names.isEmpty()) {
            report.put("names", names);
        }
        report.put("baseLogits", contributions.baseLogits());
        report.put("weights", of.weights());
        report.put("added", contributions.parts(output));
        if (out != null) {
            String caption = String.format(
                    Locale.ROOT,
                    "%s, row %d, a '%s', predicted '%s': logit of '%s' = %.2f",
                    rows.name(),
                    row,
                    label,
                    predicted,
                    explained,
                    of.mixed());
            draw(new Explanation(features, contributions, output, caption), rows);
            report.put("out", out.toString());
        }
        print(json ? Json.object(report) : text(report, contributions.parts(output), names));
    }

    private int output(Snapshot snapshot, List<String> classes, Predictions predictions) {
        int index = className == null ? -1 : classes.indexOf(className);
        testRows.source.require(
                className == null || index >= 0,
                "--class: expected one of the classes " + classes + ", got '" + className + "'");
        if (snapshot.outputs() > 1) {
            return index < 0 ? predictions.classOf(0) : index;
        }
        testRows.source.require(
                index != 0,
                "--class: of two classes there is one logit, that of '" + classes.get(1)
                        + "'; what adds to it speaks against '" + className + "'");
        return 0;
    }

    private void draw(Explanation explanation, Dataset rows) throws IOException {
        Path picture = Files.createTempFile("jgln", ".png");
        try {
            ImageShape shape = rows.imageShape().orElse(null);
            if (shape != null && explanation.drawable(shape)) {
                explanation.writeImage(shape, picture);
            } else {
                explanation.writeBars(picture);
            }
            OutputFile.write(out, channel -> Files.copy(picture, Channels.newOutputStream(channel)));
        } finally {
            Files.delete(picture);
        }
    }

    private String text(Map<String, Object> report, double[] added, List<String> names) {
        StringBuilder text = new StringBuilder();
        line(text, "row", "%s, a '%s'", row, report.get("label"));
        line(text, "predicted", "'%s'", report.get("predicted"));
        line(text, "class", "'%s', probability %.4f", report.get("class"), report.get("probability"));
        line(
                text,
                "logit",
                "%.3f = %.3f from the offset %+.3f for %+.3f against",
                report.get("mixed"),
                report.get("offset"),
                DoubleStream.of(added).filter(v -> v > 0).sum(),
                DoubleStream.of(added).filter(v -> v < 0).sum());
        if (!report.get("mixed").equals(report.get("logit"))) {
            line(text, "clipped to", "%.3f", report.get("logit"));
        }
        line(text, "clipped below", "%s neurons (%s)", report.get("clippedNeurons"), clipped);
        IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(added[i])))
                .limit(SHOWN)
                .forEach(i -> line(text, "", "%+.3f  %s", added[i], names.get(i)));
        if (out != null) {
            line(text, "picture", "%s", out);
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-14s ", name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
