package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import io.github.jgln.interop.PyGln;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jgln import-pygln}. */
@Command(
        name = "import-pygln",
        sortOptions = false,
        description =
                "Turn a model of PyGLN's NumPy backend into one of this engine. docs/pygln.md has the ten lines of"
                        + " Python that write the file.")
final class ImportPyGlnCommand extends CliCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "The .npz file.")
    private Path file;

    @Parameters(index = "1", paramLabel = "MODEL", description = "The model file to write.")
    private Path out;

    @Override
    int execute() throws Exception {
        checkOutput("MODEL", out, List.of(file));
        SavedModel model;
        try {
            model = PyGln.read(file);
        } catch (IOException e) {
            throw OutputFile.named(file, e);
        }
        try {
            model.write(out);
        } catch (IOException e) {
            throw OutputFile.named(out, e);
        }
        long parameters = model.state().spec().weights();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", out.toString());
        report.put("features", model.config().inputSize());
        report.put("classes", model.config().classes());
        report.put("parameters", parameters);
        report.put("rowsLearned", model.rowsLearned());
        print(
                json
                        ? Json.object(report)
                        : String.format(
                                Locale.ROOT,
                                "%s: %d features, %d classes, %,d parameters",
                                out,
                                model.config().inputSize(),
                                model.config().classes(),
                                parameters));
        return 0;
    }
}
