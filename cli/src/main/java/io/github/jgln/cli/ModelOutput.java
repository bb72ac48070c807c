package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import io.github.jgln.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a trained model goes.
 *
 * @param file null where it is not wanted
 * @param err for what fails
 * @param debug whether that comes with its stack trace
 */
record ModelOutput(Path file, PrintWriter err, boolean debug) {
    /**
     * Whether the model is where it was wanted, if it was; hours may have gone into it, so that it is kept elsewhere if it is not.
     */
    boolean save(Supplier<SavedModel> model, Screen screen) {
        if (file == null) {
            return true;
        }
        SavedModel trained = model.get();
        try {
            trained.write(file);
            screen.line("saved " + file);
            return true;
        } catch (IOException | UncheckedIOException e) {
            String kept = KeptModel.write(trained, file)
                    .map(path -> "the model is kept as " + path)
                    .orElse("nor can the model be kept beside it or in the folder for temporary files");
            Failures.failed(new CommandFailedException(Failures.message(e, file) + "; " + kept), err, debug);
            return false;
        }
    }

    /** A row that cannot be read is no reason to lose what was learnt of the rows before it. */
    RuntimeException kept(DataException e, Supplier<SavedModel> model) {
        if (file == null) {
            return e;
        }
        SavedModel trained = model.get();
        if (trained.rowsLearned() == 0) {
            return e;
        }
        return KeptModel.write(trained, file)
                .<RuntimeException>map(path -> new CommandFailedException(
                        e.getMessage() + "; the model of the rows before it is kept as " + path))
                .orElse(e);
    }
}
