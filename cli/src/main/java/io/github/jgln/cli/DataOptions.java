package io.github.jgln.cli;

import io.github.jgln.data.CsvDataset;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Deskew;
import io.github.jgln.data.IdxDataset;
import io.github.jgln.data.ImageDataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to learn from, and how it is prepared. */
final class DataOptions {
    private static final double TEST_FRACTION = 0.2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            converter = DataArgument.Converter.class,
            description = {
                "mnist or fashion-mnist: fetched at first use, then kept in the user's cache directory;",
                "csv:FILE: a header line, one column of labels (--label), all others numbers;",
                "idx:DIR: a directory with the four files in the form of MNIST's."
            })
    DataArgument data;

    @Option(
            names = "--data-dir",
            order = 1,
            paramLabel = "DIR",
            description = "For mnist and fashion-mnist: take the files from here and fetch nothing.")
    private Path dataDirectory;

    @Option(
            names = "--label",
            order = 2,
            paramLabel = "COLUMN",
            description = "For csv: the column of labels, any text.")
    private String label;

    @Option(
            names = "--test",
            order = 3,
            paramLabel = "FILE",
            description = "For csv: test rows, with the same columns in the same order. Default: hold out a part.")
    private Path testFile;

    @Option(
            names = "--test-fraction",
            order = 4,
            paramLabel = "F",
            description = "For csv: the part of the rows, shuffled by the seed, held out for testing. Default: 0.2.")
    private Double testFraction;

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
            description = "Shuffle the training rows by the seed. Default for mnist and fashion-mnist, whose files are"
                    + " sorted by where the images came from; other data keeps its order.")
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

    /** Refuses combinations that mean nothing, before anything is loaded. */
    void check() {
        boolean csv = data instanceof DataArgument.Csv;
        require(csv == (label != null), csv ? "csv: data needs --label COLUMN" : "--label is for csv: data only");
        require(csv || testFile == null, "--test is for csv: data only");
        require(csv || testFraction == null, "--test-fraction is for csv: data only");
        require(testFile == null || testFraction == null, "--test and --test-fraction exclude each other");
        require(
                testFraction == null || testFraction > 0 && testFraction < 1,
                "--test-fraction: expected a number between 0 and 1 (both excluded), got " + testFraction);
        require(
                dataDirectory == null || data instanceof DataArgument.Images,
                "--data-dir is for mnist and fashion-mnist only");
        require(limit == null || limit >= 1, "--limit: expected at least 1 row, got " + limit);
        require(!raw || !deskew, "--raw and --deskew exclude each other");
        require(!csv || !deskew, "--deskew is for images, not for csv: data");
    }

    boolean deskewed() {
        return deskew || !raw && data instanceof DataArgument.Images images && images.dataset() == ImageDataset.MNIST;
    }

    boolean shuffled() {
        return shuffle == null ? data instanceof DataArgument.Images : shuffle;
    }

    /** Loads and prepares both parts. */
    Split load(long seed, LoadListener listener) {
        Split split = read(seed, listener);
        Dataset train = split.train();
        Dataset test = split.test();
        if (shuffled()) {
            train = train.shuffled(seed);
        }
        if (limit != null) {
            train = train.limit(limit);
        }
        if (binary != null) {
            int index = classIndex(train.classes());
            train = train.binary(index);
            test = test.binary(index);
        }
        Split prepared = new Split(train, test);
        return deskewed() ? Deskew.apply(prepared) : prepared;
    }

    private Split read(long seed, LoadListener listener) {
        if (data instanceof DataArgument.Images images) {
            return dataDirectory == null
                    ? images.dataset().load(listener)
                    : images.dataset().load(dataDirectory);
        }
        if (data instanceof DataArgument.Idx idx) {
            return IdxDataset.read(idx.directory());
        }
        Dataset all = CsvDataset.read(((DataArgument.Csv) data).file(), label);
        if (testFile == null) {
            return all.split(testFraction == null ? TEST_FRACTION : testFraction, seed);
        }
        return new Split(all, relabelled(CsvDataset.read(testFile, label), all.classes()));
    }

    /** The rows with labels counted as in the training data, which may have classes that the test data lacks. */
    private static Dataset relabelled(Dataset test, List<String> classes) {
        if (!classes.containsAll(test.classes())) {
            return test;
        }
        int[] labels = Arrays.stream(test.labels())
                .map(label -> classes.indexOf(test.classes().get(label)))
                .toArray();
        return new Dataset(test.name(), test.features(), classes, test.rows(), labels);
    }

    private int classIndex(List<String> classes) {
        int index = classes.indexOf(binary);
        require(index >= 0, "--binary: expected one of the classes " + classes + ", got '" + binary + "'");
        return index;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
