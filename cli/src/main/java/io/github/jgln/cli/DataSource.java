package io.github.jgln.cli;

import io.github.jgln.data.CsvDataset;
import io.github.jgln.data.CsvOptions;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.ModelInput;
import io.github.jgln.data.Parts;
import io.github.jgln.data.Split;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where labelled rows come from, and which of them are for testing. */
class DataSource {
    private static final double TEST_FRACTION = 0.2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            converter = DataArgument.Converter.class,
            description = {
                "mnist, fashion-mnist or cifar-10: fetched at first use, then kept in the user's cache directory;",
                "csv:FILE: a header line, one column of labels (--label), all others numbers or categories;",
                "images:DIR: PNG and JPEG files in DIR/train/CLASS and DIR/test/CLASS, or in DIR/CLASS;",
                "idx:DIR: a directory with files in the form of MNIST's, EMNIST's or QMNIST's;",
                "cifar10:DIR: a directory with CIFAR-10's own binary files."
            })
    DataArgument data;

    @Mixin
    private ImageOptions images;

    @Option(
            names = "--label",
            order = 2,
            paramLabel = "COLUMN",
            description =
                    "For csv: the column of labels, any text: its name, or its number from 1 on (-1 is the last).")
    String label;

    @Option(
            names = "--test",
            order = 3,
            paramLabel = "FILE",
            description =
                    "For csv: test rows, whose columns are found by their names. Default: hold out a part; evaluate and"
                            + " explain take the whole file.")
    private Path testFile;

    @Option(
            names = "--test-fraction",
            order = 4,
            paramLabel = "F",
            description =
                    "For csv, and for images without a test part: the part of the rows, shuffled by the seed, held out for"
                            + " testing; 0 takes all rows in their order, as a stream. Default: 0.2; evaluate and explain"
                            + " take all rows.")
    private Double testFraction;

    @Option(
            names = "--encoding",
            order = 4,
            paramLabel = "NAME",
            description = "For csv: the files' encoding, such as ISO-8859-1. Default: UTF-8.")
    private Charset encoding;

    @Option(
            names = "--no-header",
            order = 4,
            description = "For csv: the first line holds data; the columns are then c1, c2, …")
    private boolean noHeader;

    @Option(
            names = "--columns",
            order = 4,
            split = ",",
            paramLabel = "NAME:KIND",
            description =
                    "For csv: what columns are where their first rows mislead, such as zip:category,id:ignore; number,"
                            + " category or ignore.")
    private List<String> kinds = List.of();

    private CsvOptions csvOptions;
    private boolean allRows;

    /** Refuses combinations that mean nothing, before anything is loaded. */
    void check() {
        boolean csv = data instanceof DataArgument.Csv;
        require(csv == (label != null), csv ? "csv: data needs --label COLUMN" : "--label is for csv: data only");
        require(csv || testFile == null, "--test is for csv: data only");
        require(
                testFraction == null || data.mayLackTestRows(),
                "--test-fraction: " + data + " says itself which rows are for testing");
        require(csv || encoding == null, "--encoding is for csv: data only");
        require(csv || !noHeader, "--no-header is for csv: data only");
        require(csv || kinds.isEmpty(), "--columns is for csv: data only");
        if (csv) {
            csvOptions = csvOptions();
        }
        require(testFile == null || testFraction == null, "--test and --test-fraction exclude each other");
        require(
                testFraction == null || testFraction >= 0 && testFraction < 1,
                "--test-fraction: expected a number of at least 0 and below 1, got " + testFraction);
        images.fault(data).ifPresent(fault -> require(false, fault));
    }

    /** All files that are read. */
    final List<Path> files() {
        List<Path> files = new ArrayList<>(data.files(images.directory()));
        if (testFile != null) {
            files.add(testFile);
        }
        return files;
    }

    /** Whether it says which rows are for testing. */
    final boolean holdsOut() {
        return testFile != null || testFraction != null && testFraction > 0;
    }

    /** Whether all rows were taken to be for testing, as neither the source nor an option says which are. */
    final boolean tookAllRows() {
        return allRows;
    }

    /** The data's name, with what of it is read. */
    final String named() {
        return data + images.described();
    }

    /** Both parts as they come, but shuffled where a part is held out. */
    final Split read(long seed, LoadListener listener) {
        if (!(data instanceof DataArgument.Csv)) {
            return images(listener).split(testFraction == null ? TEST_FRACTION : testFraction, seed);
        }
        Dataset all = table(listener);
        if (testFile == null) {
            return testFraction != null && testFraction == 0
                    ? new Split(all, all.limit(0))
                    : all.split(testFraction == null ? TEST_FRACTION : testFraction, seed);
        }
        // The training data may have classes that the test data lacks.
        Dataset test = CsvDataset.read(csv(testFile), csvOptions, all.columns(), false, listener);
        return new Split(all, test.withClasses(all.classes()));
    }

    private Parts images(LoadListener listener) {
        Parts parts = images.read(data, listener);
        require(
                testFraction == null || parts.test().isEmpty(),
                "--test-fraction: " + data + " says itself which rows are for testing");
        return parts;
    }

    /** All rows of a table, whose columns its first rows say. */
    final Dataset table(LoadListener listener) {
        return CsvDataset.read(csv(((DataArgument.Csv) data).file()), csvOptions, listener);
    }

    /** The test rows for a model, which knows the columns of a table. */
    final Dataset test(ModelInput model, long seed, LoadListener listener) {
        if (!(data instanceof DataArgument.Csv csv)) {
            Parts parts = images(listener);
            allRows = parts.test().isEmpty() && !holdsOut();
            return holdsOut() ? parts.split(testFraction, seed).test() : parts.forTesting();
        }
        allRows = !holdsOut();
        if (testFile != null) {
            return model.read(csv(testFile), csvOptions, listener);
        }
        Dataset all = model.read(csv(csv.file()), csvOptions, listener);
        return !holdsOut() ? all : all.split(testFraction, seed).test();
    }

    private CsvOptions csvOptions() {
        Map<String, String> kindOf = new LinkedHashMap<>();
        for (String kind : kinds) {
            int colon = kind.lastIndexOf(':');
            require(colon > 0, "--columns: expected NAME:KIND, got '" + kind + "'");
            kindOf.put(
                    kind.substring(0, colon).strip(), kind.substring(colon + 1).strip());
        }
        try {
            return new CsvOptions(label, encoding == null ? StandardCharsets.UTF_8 : encoding, !noHeader, kindOf);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--columns: " + e.getMessage());
        }
    }

    /** A file of rows, or what is wrong with it in other words than the reader's. */
    static Path csv(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandFailedException(file + ": expected a CSV file, got a directory");
        }
        return file;
    }

    final void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
