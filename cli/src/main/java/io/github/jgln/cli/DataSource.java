package io.github.jgln.cli;

import io.github.jgln.data.CsvDataset;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.IdxDataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.Split;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    String label;

    @Option(
            names = "--test",
            order = 3,
            paramLabel = "FILE",
            description =
                    "For csv: test rows, with the same columns in the same order. Default: hold out a part; evaluate"
                            + " and explain take the whole file.")
    private Path testFile;

    @Option(
            names = "--test-fraction",
            order = 4,
            paramLabel = "F",
            description =
                    "For csv: the part of the rows, shuffled by the seed, held out for testing. Default: 0.2; evaluate"
                            + " and explain take the whole file.")
    private Double testFraction;

    @Option(
            names = "--encoding",
            order = 4,
            paramLabel = "NAME",
            description = "For csv: the files' encoding, such as ISO-8859-1. Default: UTF-8.")
    private Charset encoding;

    /** Refuses combinations that mean nothing, before anything is loaded. */
    void check() {
        boolean csv = data instanceof DataArgument.Csv;
        require(csv == (label != null), csv ? "csv: data needs --label COLUMN" : "--label is for csv: data only");
        require(csv || testFile == null, "--test is for csv: data only");
        require(csv || testFraction == null, "--test-fraction is for csv: data only");
        require(csv || encoding == null, "--encoding is for csv: data only");
        require(testFile == null || testFraction == null, "--test and --test-fraction exclude each other");
        require(
                testFraction == null || testFraction > 0 && testFraction < 1,
                "--test-fraction: expected a number between 0 and 1 (both excluded), got " + testFraction);
        require(
                dataDirectory == null || data instanceof DataArgument.Images,
                "--data-dir is for mnist and fashion-mnist only");
    }

    /** All files that are read. */
    final List<Path> files() {
        List<Path> files = new ArrayList<>(data.files(dataDirectory));
        if (testFile != null) {
            files.add(testFile);
        }
        return files;
    }

    /** Whether it says which rows are for testing. */
    final boolean holdsOut() {
        return testFile != null || testFraction != null;
    }

    /** Both parts as they come, but for csv: data shuffled where a part is held out. */
    final Split read(long seed, LoadListener listener) {
        if (data instanceof DataArgument.Images images) {
            return dataDirectory == null
                    ? images.dataset().load(listener)
                    : images.dataset().load(dataDirectory);
        }
        if (data instanceof DataArgument.Idx idx) {
            return IdxDataset.read(idx.directory());
        }
        Dataset all = table(((DataArgument.Csv) data).file());
        if (testFile == null) {
            return all.split(testFraction == null ? TEST_FRACTION : testFraction, seed);
        }
        // The training data may have classes that the test data lacks.
        return new Split(all, table(testFile).withClasses(all.classes()));
    }

    /** All rows of a CSV file. */
    final Dataset table(Path file) {
        return CsvDataset.read(csv(file), label, encoding == null ? StandardCharsets.UTF_8 : encoding);
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
