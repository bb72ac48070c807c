package io.github.jgln.cli;

import io.github.jgln.data.DataException;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.LoadListener;
import io.github.jgln.data.Parts;
import io.github.jgln.data.Table;
import io.github.jgln.data.TableOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where rows come from. */
class DataInput {
    private static final List<String> TABLE_OPTIONS = Stream.of(
                    List.of("--label", "--target", "--test", "--missing", "--day-first", "--first-rows", "--query"),
                    TableReading.TEXT,
                    SchemaArguments.NAMES)
            .flatMap(List::stream)
            .toList();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            converter = DataArgument.Converter.class,
            description = {
                "mnist, fashion-mnist or cifar-10: fetched at first use, then kept in the user's cache directory;",
                "FILE, or - for standard input: a table, plain or compressed by gzip or zstd; delimited text of any"
                        + " dialect, ARFF, LIBSVM or JSON lines, as its first lines say;",
                "csv:FILE, tsv:FILE, arff:FILE, libsvm:FILE, jsonl:FILE: a table in that format;",
                "parquet:FILE, also a pattern; sql:QUERY, over files, in DuckDB's SQL; jdbc:URL, such as jdbc:sqlite:FILE, and"
                        + " --query: a table, by a module that is built, and DuckDB fetched, when it is first used;",
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
            description = "A table's column of labels, any text: its name, or its number from 1 on (-1 is the last)."
                    + " Default: class, label or target, or else the last.")
    String label;

    @Option(
            names = "--target",
            order = 2,
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Instead of a label, a table's column of numbers, or several, to learn as numbers: names, or numbers"
                            + " from 1 on.")
    List<String> targets = List.of();

    @Mixin
    private TableReading reading;

    /** Refuses combinations that mean nothing, before anything is loaded. */
    void check() {
        require(
                label == null || targets.isEmpty(),
                "--label and --target exclude each other: the classes of one column are learnt, or the numbers of some");
        if (data instanceof DataArgument.Table table) {
            String fault = reading.fault(table);
            require(fault.isEmpty(), fault);
            TableReading.TEXT.forEach(option ->
                    require(table.isText() || !given(option), option + " is for tables as text, not for " + data));
            checked(() -> reading.options(table));
        } else {
            TABLE_OPTIONS.forEach(option -> require(!given(option), option + " is for tables, not for " + data));
        }
        images.fault(data).ifPresent(fault -> require(false, fault));
    }

    final boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Tries what options say; what contradicts is bad usage. */
    final void checked(Runnable options) {
        try {
            options.run();
        } catch (DataException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** All files that are read. */
    List<Path> files() {
        return data.files(images.directory());
    }

    /** How the text of a table is read. */
    final TableOptions reading(DataArgument.Table table) {
        return reading.options(table);
    }

    final int firstRows() {
        return reading.firstRows();
    }

    final Optional<DataArgument.Table> table() {
        return data instanceof DataArgument.Table table ? Optional.of(table) : Optional.empty();
    }

    final Optional<String> label() {
        return Optional.ofNullable(label);
    }

    final Table open(DataArgument.Table table) {
        return table.open(reading(table));
    }

    /** What is no table, as its source has it. */
    final Parts images(LoadListener listener) {
        return images.read(data, listener);
    }

    /** The images to predict, whose classes need not be known. */
    final Dataset unlabelledImages(LoadListener listener) {
        return images.readUnlabelled(data, listener);
    }

    /** The data's name, with what of it is read. */
    final String named() {
        return data + images.described();
    }

    final void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
