package io.github.jgln.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.jgln.GLN;
import io.github.jgln.LabelledRows;
import io.github.jgln.Predictions;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import io.github.jgln.Targets;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Notice;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import io.github.jgln.data.TableRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jgln predict}. */
@Command(
        name = "predict",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Predict the classes of rows with a saved model: CSV with a line for each row, its class and the"
                + " probability of every class; they sum to 1.")
final class PredictCommand extends CliCommand {
    /** Rows whose predictions are held at a time. */
    private static final int BLOCK = 4096;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A file that 'jgln train --save' wrote.")
    private Path file;

    @Mixin
    private DataInput input;

    @Option(names = "--out", order = 3, paramLabel = "FILE", description = "Write here instead of standard output.")
    private Path out;

    @Mixin
    private BackendChoice backend;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws Exception {
        input.check();
        if (out != null) {
            List<Path> inputs = new ArrayList<>(input.files());
            inputs.add(file);
            checkStreamedOutput("--out", out, inputs);
        }
        SavedModel model = readModel(file);
        ModelInput wanted = ModelInput.of(model);
        try (Screen screen = new Screen(err(), json || quiet)) {
            if (input.table().isEmpty()) {
                Rows images = wanted.unlabelled(input.unlabelledImages(screen));
                predict(model, new LabelledRows(images, new Targets.Classes(new int[images.count()])).source());
                return 0;
            }
            DataArgument.Table table = input.table().get();
            try (Table opened = table.open(options(wanted, table));
                    TableRows rows = wanted.unlabelled(opened, input.label().stream().toList())) {
                rows.notices().forEach(notice -> screen.line(notice.text()));
                List<Notice> before = rows.notices();
                predict(model, rows);
                rows.notices().stream()
                        .filter(notice -> !before.contains(notice))
                        .forEach(notice -> screen.line(notice.text()));
            }
        }
        return 0;
    }

    private TableOptions options(ModelInput model, DataArgument.Table table) {
        TableOptions options = input.reading(table);
        return input.label().isPresent() ? model.tableOptions(options, input.label()) : model.tableOptions(options);
    }

    private void predict(SavedModel model, RowSource rows) throws IOException {
        List<String> classes = model.preparation().classes();
        try (GLN gln = backend.builder(model).create()) {
            if (out != null) {
                long[] count = new long[1];
                OutputFile.writeStreamed(out, channel -> {
                    // Not closed, which would close the channel.
                    Writer writer =
                            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
                    count[0] = write(gln, rows, classes, writer);
                    writer.flush();
                });
                if (json) {
                    print(Json.object(Map.of("rows", count[0], "out", out.toString())));
                }
            } else if (json) {
                print(Json.object(report(gln, rows, classes)));
            } else {
                write(gln, rows, classes, out());
                out().flush();
            }
        }
    }

    /** Hears of a row's class and probabilities. */
    @FunctionalInterface
    private interface RowListener {
        void row(String predicted, float[] probabilities);
    }

    /** Ends a block of rows. */
    @FunctionalInterface
    private interface Flush {
        void flush() throws IOException;
    }

    private static long predict(GLN gln, RowSource rows, List<String> classes, RowListener listener, Flush block)
            throws IOException {
        int c = classes.size();
        long all = 0;
        for (LabelledRows some; (some = rows.next(BLOCK)).count() > 0; ) {
            Predictions predictions = gln.infer(some.rows());
            float[] probabilities = predictions.normalisedProbabilities();
            for (int t = 0; t < some.count(); t++) {
                listener.row(
                        classes.get(predictions.classOf(t)), Arrays.copyOfRange(probabilities, t * c, (t + 1) * c));
            }
            all += some.count();
            block.flush();
        }
        return all;
    }

    /** @return how many rows there were */
    private static long write(GLN gln, RowSource rows, List<String> classes, Writer writer) throws IOException {
        // Not closed: that would close what is written to, which is not always ours.
        CsvWriter csv = CsvWriter.builder().build(writer);
        List<String> header = new ArrayList<>(List.of("class"));
        classes.forEach(name -> header.add("p(" + name + ")"));
        csv.writeRecord(header);
        // Whoever reads a pipe is to have what there is.
        return predict(
                gln,
                rows,
                classes,
                (predicted, probabilities) -> {
                    List<String> line = new ArrayList<>(List.of(predicted));
                    for (float probability : probabilities) {
                        line.add(Float.toString(probability));
                    }
                    csv.writeRecord(line);
                },
                csv::flush);
    }

    private static Map<String, Object> report(GLN gln, RowSource rows, List<String> classes) throws IOException {
        List<String> predicted = new ArrayList<>();
        List<float[]> probabilities = new ArrayList<>();
        long count = predict(
                gln,
                rows,
                classes,
                (name, row) -> {
                    predicted.add(name);
                    probabilities.add(row);
                },
                () -> {});
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rows", count);
        report.put("classes", classes);
        report.put("predicted", predicted);
        report.put("probabilities", probabilities);
        return report;
    }
}
