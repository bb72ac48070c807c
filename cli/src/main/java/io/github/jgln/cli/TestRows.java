package io.github.jgln.cli;

import io.github.jgln.SavedModel;
import io.github.jgln.data.Dataset;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The test rows of a saved model: those that its training held out, or all of a file. */
final class TestRows {
    @Mixin
    DataSource source;

    @Option(
            names = "--all",
            order = 5,
            description = "For csv: take all rows of the file instead of those that training would have held out.")
    private boolean all;

    void check() {
        source.check();
        source.require(!all || source.data instanceof DataArgument.Csv, "--all is for csv: data only");
        source.require(!all || !source.holdsOut(), "--all and --test or --test-fraction exclude each other");
    }

    /** Not yet prepared as the model's were. */
    Dataset read(SavedModel model, Screen screen) throws IOException {
        return all && source.data instanceof DataArgument.Csv csv
                ? source.table(csv.file())
                : source.read(model.config().seed(), screen).test();
    }
}
