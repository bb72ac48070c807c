package io.github.jgln.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.jgln.GLN;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import io.github.jgln.data.CsvOptions;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            converter = DataArgument.Converter.class,
            description = {
                "csv:FILE: all its rows; a header line, whose columns are found by the names that the model knows;",
                "images:DIR: the PNG and JPEG files in DIR, by the order of their names;",
                "or images as train takes them: those for testing, or all where none are."
            })
    private DataArgument data;

    @Mixin
    private ImageOptions images;

    @Option(
            names = "--label",
            order = 2,
            paramLabel = "COLUMN",
            description = "For csv and models that know no names: a column that is not a feature. Default: all are.")
    private String label;

    @Option(
            names = "--encoding",
            order = 3,
            paramLabel = "NAME",
            description = "For csv: the file's encoding, such as ISO-8859-1. Default: UTF-8.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(
            names = "--no-header",
            order = 3,
            description = "For csv: the first line holds data; the columns are then c1, c2, …")
    private boolean noHeader;

    @Option(names = "--out", order = 3, paramLabel = "FILE", description = "Write here instead of standard output.")
    private Path out;

    @Mixin
    private BackendChoice backend;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws Exception {
        Optional<String> fault = images.fault(data);
        if (fault.isPresent()) {
            throw new ParameterException(spec().commandLine(), fault.get());
        }
        if (out != null) {
            List<Path> inputs = new ArrayList<>(data.files(images.directory()));
            inputs.add(file);
            checkStreamedOutput("--out", out, inputs);
        }
        SavedModel model = readModel(file);
        Rows rows;
        try (Screen screen = new Screen(err(), json || quiet)) {
            rows = load(ModelInput.of(model), screen);
        }
        List<String> classes = model.preparation().classes();
        try (GLN gln = backend.builder(model).create()) {
            if (out != null) {
                OutputFile.writeStreamed(out, channel -> {
                    // Not closed, which would close the channel.
                    Writer writer =
                            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
                    write(gln, rows, classes, writer);
                    writer.flush();
                });
                if (json) {
                    print(Json.object(Map.of("rows", rows.count(), "out", out.toString())));
                }
            } else if (json) {
                print(Json.object(report(gln, rows, classes)));
            } else {
                write(gln, rows, classes, out());
                out().flush();
            }
        }
        return 0;
    }

    private Rows load(ModelInput model, LoadListener listener) {
        if (data instanceof DataArgument.Csv csv) {
            CsvOptions options = new CsvOptions(label, encoding, !noHeader, Map.of());
            return model.readUnlabelled(DataSource.csv(csv.file()), options, listener);
        }
        return model.unlabelled(images.readUnlabelled(data, listener));
    }

    /** Hears of a row's class and probabilities. */
    @FunctionalInterface
    private interface RowListener {
        void row(String predicted, float[] probabilities);
    }

    private static void predict(GLN gln, Rows rows, List<String> classes, RowListener listener) {
        int c = classes.size();
        for (int from = 0; from < rows.count(); from += BLOCK) {
            int count = Math.min(BLOCK, rows.count() - from);
            Predictions predictions = gln.infer(rows.part(from, count));
            float[] probabilities = predictions.normalisedProbabilities();
            for (int t = 0; t < count; t++) {
                listener.row(
                        classes.get(predictions.classOf(t)), Arrays.copyOfRange(probabilities, t * c, (t + 1) * c));
            }
        }
    }

    private static void write(GLN gln, Rows rows, List<String> classes, Writer writer) throws IOException {
        // Not closed: that would close what is written to, which is not always ours.
        CsvWriter csv = CsvWriter.builder().build(writer);
        List<String> header = new ArrayList<>(List.of("class"));
        classes.forEach(name -> header.add("p(" + name + ")"));
        csv.writeRecord(header);
        predict(gln, rows, classes, (predicted, probabilities) -> {
            List<String> line = new ArrayList<>(List.of(predicted));
            for (float probability : probabilities) {
                line.add(Float.toString(probability));
            }
            csv.writeRecord(line);
        });
        csv.flush();
    }

    private static Map<String, Object> report(GLN gln, Rows rows, List<String> classes) {
        List<String> predicted = new ArrayList<>();
        List<float[]> probabilities = new ArrayList<>();
        predict(gln, rows, classes, (name, row) -> {
            predicted.add(name);
            probabilities.add(row);
        });
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rows", rows.count());
        report.put("classes", classes);
        report.put("predicted", predicted);
        report.put("probabilities", probabilities);
        return report;
    }
}
