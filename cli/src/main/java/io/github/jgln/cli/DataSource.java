package io.github.jgln.cli;

import io.github.jgln.data.Dataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Parts;
import io.github.jgln.data.Split;
import io.github.jgln.data.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where labelled rows come from, and which of them are for testing. */
class DataSource extends DataInput {
    private static final double TEST_FRACTION = 0.2;

    @Option(
            names = "--test",
            order = 3,
            paramLabel = "FILE",
            description = "A table of test rows, whose columns are found by their names. Default: hold out a part;"
                    + " evaluate and explain take the whole table.")
    private String testFile;

    @Option(
            names = "--test-fraction",
            order = 3,
            paramLabel = "F",
            description =
                    "Of a table, and of images without a test part: the part of the rows, shuffled by the seed, held out for"
                            + " testing; 0 takes all rows in their order, as a stream. Default: 0.2, of standard input 0;"
                            + " evaluate and explain take all rows.")
    private Double testFraction;

    private boolean allRows;

    @Override
    void check() {
        super.check();
        require(testFraction == null || data.mayLackTestRows(), saysItself());
        require(testFile == null || testFraction == null, "--test and --test-fraction exclude each other");
        require(
                testFraction == null || testFraction >= 0 && testFraction < 1,
                "--test-fraction: expected a number of at least 0 and below 1, got " + testFraction);
    }

    @Override
    final List<Path> files() {
        List<Path> files = new ArrayList<>(super.files());
        testTable().ifPresent(table -> files.addAll(table.files(null)));
        return files;
    }

    /** Whether it says which rows are for testing. */
    final boolean holdsOut() {
        return testFile != null || testFraction != null && testFraction > 0;
    }

    private String saysItself() {
        return "--test-fraction: " + data + " says itself which rows are for testing";
    }

    /** Whether all rows were taken to be for testing, as neither the source nor an option says which are. */
    final boolean tookAllRows() {
        return allRows;
    }

    /** Both parts of what is no table, as they come, but shuffled where a part is held out. */
    final Split images(long seed, LoadListener listener) {
        return parts(listener).split(testFraction == null ? TEST_FRACTION : testFraction, seed);
    }

    private Parts parts(LoadListener listener) {
        Parts parts = images(listener);
        require(testFraction == null || parts.test().isEmpty(), saysItself());
        return parts;
    }

    final Optional<DataArgument.Table> testTable() {
        return table().filter(table -> testFile != null).map(table -> table.like(testFile));
    }

    /** The part of a table's rows that is held out. */
    final double heldOut() {
        if (testFile != null || testFraction == null && table().orElseThrow().isStandardInput()) {
            return 0;
        }
        return testFraction == null ? TEST_FRACTION : testFraction;
    }

    /** Opens a table whose labelled rows a model is to take. */
    final Table open(DataArgument.Table table, ModelInput model) {
        return table.open(
                model.learnsNumbers()
                        ? model.tableOptions(reading(table), targets)
                        : model.tableOptions(reading(table), label()));
    }

    /** Refuses to look for classes where a model learns numbers, and the other way round. */
    final void requireSame(ModelInput model) {
        require(
                label == null || !model.learnsNumbers(),
                "--label: the model learns numbers; where their columns have other names than those it knows, give them by"
                        + " --target");
        require(
                targets.isEmpty() || model.learnsNumbers(),
                "--target: the model learns classes; their column is given by --label");
    }

    /** The test rows for a model, which knows the columns of a table. */
    final Dataset test(ModelInput model, long seed, LoadListener listener) {
        if (table().isEmpty()) {
            Parts parts = parts(listener);
            allRows = parts.test().isEmpty() && !holdsOut();
            return holdsOut() ? parts.split(testFraction, seed).test() : parts.forTesting();
        }
        allRows = !holdsOut();
        Dataset all = read(testTable().or(this::table).orElseThrow(), model, listener);
        return testFile != null || !holdsOut()
                ? all
                : all.split(testFraction, seed).test();
    }

    /** All labelled rows of a table for a model. */
    final Dataset read(DataArgument.Table from, ModelInput model, LoadListener listener) {
        requireSame(model);
        try (Table table = open(from, model)) {
            return model.learnsNumbers() ? model.read(table, targets, listener) : model.read(table, label(), listener);
        }
    }
}
