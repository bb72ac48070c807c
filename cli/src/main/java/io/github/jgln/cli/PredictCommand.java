package io.github.jgln.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.jgln.GLN;
import io.github.jgln.LabelledRows;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jgln predict}. */
@Command(
        name = "predict",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Predict rows with a saved model: CSV with a line for each row. Of classes, the row's class and the"
                        + " probability of every class, which sum to 1; of each number, its mean, standard deviation, and the ends of the"
                        + " interval that holds it with 90 %.")
final class PredictCommand extends CliCommand {
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
                    TableRows rows = wanted.unlabelled(opened, others())) {
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

    /** Columns that are none of the model's. */
    private List<String> others() {
        return Stream.concat(input.label().stream(), input.targets.stream()).toList();
    }

    private TableOptions options(ModelInput model, DataArgument.Table table) {
        TableOptions options = input.reading(table);
        return input.label().isPresent() ? model.tableOptions(options, input.label()) : model.tableOptions(options);
    }

    private void predict(SavedModel model, RowSource rows) throws IOException {
        try (GLN gln = backend.builder(model).create()) {
            RowPredictions predictions = RowPredictions.of(gln, rows, ModelInput.of(model), input.targets);
            if (out != null) {
                long[] count = new long[1];
                OutputFile.writeStreamed(out, channel -> {
                    // Not closed, which would close the channel.
                    Writer writer =
                            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
                    count[0] = predictions.write(csv(writer));
                    writer.flush();
                });
                if (json) {
                    print(Json.object(Map.of("rows", count[0], "out", out.toString())));
                }
            } else if (json) {
                print(Json.object(predictions.report()));
            } else {
                predictions.write(csv(out()));
                out().flush();
            }
        }
    }

    /** Not closed: that would close what is written to, which is not always ours. */
    private static CsvWriter csv(Writer writer) {
        return CsvWriter.builder().build(writer);
    }
}
