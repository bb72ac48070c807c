package io.github.jgln.cli;

import io.github.jgln.bench.render.TablesFiles;
import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TablesComparison;
import io.github.jgln.bench.tables.TablesComparison.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jgln compare tables}. */
@Command(
        name = "tables",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Have the preset for tables, and learners of other libraries, learn the same tables and streams in one pass,"
                        + " each row predicted before it is learnt, each in a process of its own on one thread. Runs that the"
                        + " results have already are not repeated.")
final class CompareTablesCommand extends CliCommand {
    @Option(
            names = "--suite",
            order = 1,
            paramLabel = "DIR",
            description = "The tables: a folder of .csv or .arff files, compressed or not, or one file.")
    private Path suite;

    @Option(
            names = "--label",
            order = 2,
            paramLabel = "COLUMN",
            description = "The column to learn, in every table. Default: class.")
    private String label = "class";

    @Option(
            names = "--streams",
            order = 3,
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description =
                    "Tables, by the names of their files, whose rows are in an order that matters: none of them are held"
                            + " out for what learns offline.")
    private List<String> streams = List.of();

    @Option(names = "--rows", order = 4, paramLabel = "N", description = "Learn the first rows of each table only.")
    private int rows = Integer.MAX_VALUE;

    @Option(
            names = "--contender",
            order = 20,
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description =
                    "Who learns: JGLN, JGLN-R2, JGLN-R4 and JGLN-R8 (--replay 2, 4, 8), ARF-10, ARF-100, SRP-10, SRP-100, HAT,"
                            + " NB, Tribuo, VW, XGBoost. Default: all but JGLN-R2, JGLN-R4 and SRP-100.")
    private List<String> contenders = List.of();

    @Option(names = "--seeds", order = 35, paramLabel = "N", description = "How many, from 0 on. Default: 1.")
    private int seeds = 1;

    @Option(
            names = "--results",
            order = 84,
            paramLabel = "FILE",
            description = "Where runs are kept, one JSON object a line. Default: tables.jsonl.")
    private Path results = Path.of("tables.jsonl");

    @Option(
            names = "--page",
            order = 85,
            paramLabel = "FILE",
            description = "Measure nothing: write the results as Markdown to this file, and pictures beside it.")
    private Path page;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws IOException {
        if (page != null) {
            return write();
        }
        if (suite == null) {
            throw badUsage(new IllegalArgumentException("expected --suite, the folder of the tables"));
        }
        List<Path> files = TablesComparison.suite(suite);
        TablesComparison comparison;
        try {
            comparison =
                    new TablesComparison(Version.number(), new Setting(files, label, contenders, rows, seeds, streams));
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        if (!Files.exists(results)) {
            checkOutput("--results", results, files);
        }
        Farewell farewell = new Farewell(err(), results);
        try (Screen screen = new Screen(err(), quiet);
                TablesProgress progress = new TablesProgress(screen)) {
            comparison.run(results, progress);
        } finally {
            farewell.close();
        }
        List<TableRun> runs = TablesComparison.read(results);
        if (runs.isEmpty()) {
            throw new CommandFailedException("expected something to measure, got none of the contenders");
        }
        print(json ? Json.object(Map.of("runs", runs)) : TablesFiles.text(runs).stripTrailing());
        return 0;
    }

    private int write() throws IOException {
        checkOutput("--page", page, List.of(results));
        List<TableRun> runs = TablesComparison.read(results);
        if (runs.isEmpty()) {
            throw new CommandFailedException("--results: expected measured runs in " + results
                    + ", found none; 'jgln compare tables' writes them");
        }
        try (Screen screen = new Screen(err(), quiet)) {
            try {
                TablesFiles.write(runs, page);
            } catch (UnsupportedOperationException e) {
                screen.line("without pictures: " + e.getMessage());
            }
        }
        return 0;
    }
}
