package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import io.github.jgln.interop.OnnxExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jgln export}. */
@Command(
        name = "export",
        sortOptions = false,
        description =
                "Write a saved model as ONNX, for any runtime to predict with. Input 'rows' [rows, features], of a table"
                        + " a number for each column (docs/onnx.md); outputs 'label', 'probabilities' (of each class, or of class 1"
                        + " of two) and 'logits'; of numbers 'means' and 'variances'.")
final class ExportCommand extends CliCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A file that 'jgln train --save' wrote.")
    private Path file;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write; its name ends in .onnx.")
    private Path out;

    @Override
    int execute() throws Exception {
        if (!out.toString().endsWith(".onnx")) {
            throw badUsage(new IllegalArgumentException("expected a file name that ends in .onnx, got " + out));
        }
        checkOutput("FILE", out, List.of(file));
        SavedModel model = readModel(file);
        boolean deskewed = model.preparation().deskewed();
        try {
            OnnxExport.write(model, out);
        } catch (IOException e) {
            throw OutputFile.named(out, e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(e.getMessage());
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", out.toString());
        report.put("bytes", Files.size(out));
        report.put("deskewed", deskewed);
        print(
                json
                        ? Json.object(report)
                        : String.format(
                                Locale.ROOT,
                                "%s: %,d bytes%s",
                                out,
                                Files.size(out),
                                deskewed ? "; the model was trained on deskewed images, so give it such" : ""));
        return 0;
    }
}
