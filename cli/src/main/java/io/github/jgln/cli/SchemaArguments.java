package io.github.jgln.cli;

import io.github.jgln.data.SchemaOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** What a table's columns and classes are, where its first rows mislead. */
final class SchemaArguments {
    /** All of them. */
    static final List<String> NAMES = List.of("--columns", "--classes", "--spare-classes", "--other-class");

    @Option(
            names = "--columns",
            order = 4,
            split = ",",
            paramLabel = "NAME:KIND",
            description =
                    "What columns of a table are where their first rows mislead, such as zip:category,id:ignore; number,"
                            + " category, moment or ignore.")
    private List<String> kinds = List.of();

    @Option(
            names = "--classes",
            order = 4,
            split = ",",
            paramLabel = "NAME",
            description = "All classes of a table, in order. Default: its labels; of standard input those of its first"
                    + " rows.")
    private List<String> classes = List.of();

    @Option(
            names = "--spare-classes",
            order = 4,
            paramLabel = "N",
            description = "Classes that get their names from labels that come up later. Default: 0.")
    private int spareClasses;

    @Option(names = "--other-class", order = 4, description = "One more class, of all labels that are of no other.")
    private boolean otherClass;

    /** @throws io.github.jgln.data.DataException for what cannot be */
    SchemaOptions options(String label, List<String> targets) {
        SchemaOptions.Builder options = SchemaOptions.builder()
                .label(label)
                .targets(targets)
                .classes(classes)
                .spareClasses(spareClasses)
                .otherClass(otherClass);
        return kinds.isEmpty()
                ? options.build()
                : options.roles(SchemaOptions.roles(String.join(",", kinds))).build();
    }
}
