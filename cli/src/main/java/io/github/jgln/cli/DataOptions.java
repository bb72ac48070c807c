package io.github.jgln.cli;

import io.github.jgln.Preparation;
import io.github.jgln.data.Classes;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.ImageDataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.SchemaOptions;
import io.github.jgln.data.Split;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableDataset;
import io.github.jgln.data.TableStream;
import io.github.jgln.data.TrainingInput;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to learn from, and how it is prepared. */
final class DataOptions extends DataSource {
    @Mixin
    private SchemaArguments schema;

    @Option(
            names = "--limit",
            order = 5,
            paramLabel = "ROWS",
            description = "Learn the first rows only; the test rows stay whole.")
    private Integer limit;

    @Option(
            names = "--shuffle",
            order = 6,
            negatable = true,
            description =
                    "Shuffle the training rows by the seed. Default for mnist, fashion-mnist and cifar-10, whose files may"
                            + " be sorted by where the images came from, and for images:, which are sorted by class; other data keeps its"
                            + " order.")
    private Boolean shuffle;

    @Option(
            names = "--binary",
            order = 7,
            paramLabel = "CLASS",
            description = "Learn one class, by its name, against the rest.")
    String binary;

    @Option(names = "--raw", order = 8, description = "Do not deskew images. Default for all but mnist.")
    private boolean raw;

    @Option(names = "--deskew", order = 9, description = "Set slanted images upright. Default for mnist.")
    private boolean deskew;

    @Override
    void check() {
        require(targets.isEmpty(), "--target: this command learns classes; numbers are learnt by 'jgln train'");
        checkForTraining();
    }

    /** As {@link #check}, for what may also learn numbers. */
    void checkForTraining() {
        super.check();
        if (!targets.isEmpty()) {
            List.of("--binary", "--classes", "--spare-classes", "--other-class")
                    .forEach(option -> require(!given(option), option + " is for classes, not for --target"));
        }
        require(limit == null || limit >= 1, "--limit: expected at least 1 row, got " + limit);
        require(!raw || !deskew, "--raw and --deskew exclude each other");
        require(table().isEmpty() || !deskew, "--deskew is for images, not for tables");
        checked(() -> schema.options(label, targets));
    }

    /** Whether the rows of a table are learnt in their order, once and without any of it held out. */
    boolean inOrder() {
        return table().isPresent() && heldOut() == 0 && !shuffled();
    }

    /**
     * A table whose rows are learnt as they are read.
     *
     * @throws io.github.jgln.data.DataException as {@link TableStream#again} and {@link TableStream#once} do
     */
    TableStream stream() {
        DataArgument.Table table = table().orElseThrow();
        SchemaOptions options = schema.options(label, targets);
        TableStream stream = table.isRepeatable()
                ? TableStream.again(() -> open(table), options, Optional.ofNullable(binary))
                : TableStream.once(open(table), options, Optional.ofNullable(binary));
        return limited(stream);
    }

    /** The rows of a table for a model, which goes on learning them. */
    TableStream stream(ModelInput model) {
        requireSame(model);
        Table table = open(table().orElseThrow(), model);
        TableStream stream = null;
        try {
            stream = TableStream.of(
                    model.learnsNumbers()
                            ? model.rows(table, targets)
                            : model.rows(table, label().orElseGet(() -> model.label(table)), Classes.Unknown.SPARE));
            return limited(stream);
        } finally {
            if (stream == null) {
                table.close();
            }
        }
    }

    private TableStream limited(TableStream stream) {
        return limit == null ? stream : stream.limit(limit);
    }

    boolean deskewed() {
        return deskew || !raw && data instanceof DataArgument.Images images && images.dataset() == ImageDataset.MNIST;
    }

    boolean shuffled() {
        return shuffle == null ? data instanceof DataArgument.Images || data instanceof DataArgument.Folder : shuffle;
    }

    /** What is done to the rows before a model learns them. */
    TrainingInput input() {
        return new TrainingInput(
                shuffled(), limit == null ? Integer.MAX_VALUE : limit, Optional.ofNullable(binary), deskewed());
    }

    /** Loads and prepares both parts. */
    Split load(long seed, LoadListener listener) {
        Split split = table().isEmpty() ? images(seed, listener) : table(seed, listener);
        List<String> classes = split.train().classes();
        require(
                binary == null || classes.contains(binary),
                "--binary: expected one of the classes " + classes + ", got '" + binary + "'");
        return input().of(split, seed);
    }

    private Split table(long seed, LoadListener listener) {
        Dataset all;
        try (Table table = open(table().orElseThrow())) {
            all = TableDataset.read(table, schema.options(label, targets), listener);
        }
        if (testTable().isPresent()) {
            ModelInput input = all.targetNames().isEmpty()
                    ? new ModelInput(
                            new Preparation(all.classes(), false, Optional.empty()), all.features(), all.columns())
                    : new ModelInput(
                            Preparation.ofNumbers(all.targetNames(), List.of()),
                            all.features(),
                            all.columns(),
                            all.targetNames().size());
            return new Split(all, read(testTable().get(), input, listener));
        }
        return heldOut() == 0 ? new Split(all, all.limit(0)) : all.split(heldOut(), seed);
    }

    /** The data's name, with what is done to its rows. */
    String described() {
        return named()
                + (binary == null ? "" : ", " + binary + " or not")
                + (deskewed() ? ", deskewed" : "")
                + (shuffled() ? ", shuffled" : "");
    }
}
