package io.github.jgln.cli;

import io.github.jgln.bench.regression.RegressionComparison;
import io.github.jgln.bench.regression.RegressionComparison.Setting;
import io.github.jgln.bench.regression.RegressionRun;
import io.github.jgln.bench.regression.SplitProtocol;
import io.github.jgln.bench.regression.SplitRun;
import io.github.jgln.bench.render.RegressionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jgln compare regression}. */
@Command(
        name = "regression",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Have the preset for numbers, and learners of other libraries, learn the same tables of numbers in one pass,"
                        + " each row predicted before it is learnt, each in a process of its own on one thread; then predict the"
                        + " rows that the first published split holds out. Or measure the preset by the protocol of published"
                        + " splits. Runs that the results have already are not repeated.")
final class CompareRegressionCommand extends CliCommand {
    @Option(
            names = "--suite",
            order = 1,
            paramLabel = "DIR",
            description =
                    "The tables: a folder of .csv files, compressed or not, or one file; without a header, and the target"
                            + " last. Splits lie beside NAME.csv in NAME-test_mask.csv, a column each, or in NAME-test-rows.txt, a line"
                            + " each.")
    private Path suite;

    @Option(
            names = "--shuffle",
            order = 3,
            description = "Learn rows in an order drawn by the seed. Default: in their file's.")
    private boolean shuffle;

    @Option(
            names = "--protocol",
            order = 10,
            description = "Learn every split by a model of its own, with settings chosen by its training rows only.")
    private boolean protocol;

    @Option(
            names = "--splits",
            order = 11,
            paramLabel = "N",
            description = "With --protocol: the first N of each table. Default: all.")
    private int splits = Integer.MAX_VALUE;

    @Option(
            names = "--contender",
            order = 20,
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description =
                    "Who learns: JGLN, RLS (recursive least squares), Tribuo, FIMT-DD, ARF-Reg, AMRules. Default: all.")
    private List<String> contenders = List.of();

    @Option(names = "--seeds", order = 35, paramLabel = "N", description = "How many, from 0 on. Default: 1.")
    private int seeds = 1;

    @Option(
            names = "--results",
            order = 84,
            paramLabel = "FILE",
            description = "Where runs are kept, one JSON object a line. Default: regression.jsonl, with --protocol"
                    + " protocol.jsonl.")
    private Path results;

    @Option(
            names = "--page",
            order = 85,
            paramLabel = "FILE",
            description = "Measure nothing: write the results as Markdown to this file.")
    private Path page;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    @Override
    int execute() throws IOException {
        if (results == null) {
            results = Path.of(protocol ? "protocol.jsonl" : "regression.jsonl");
        }
        if (page != null) {
            return write();
        }
        if (suite == null) {
            throw badUsage(new IllegalArgumentException("expected --suite, the folder of the tables"));
        }
        List<Path> files = RegressionComparison.suite(suite);
        if (!Files.exists(results)) {
            checkOutput("--results", results, files);
        }
        return protocol ? protocol(files) : compare(files);
    }

    private int compare(List<Path> files) throws IOException {
        RegressionComparison comparison;
        try {
            comparison = new RegressionComparison(Version.number(), new Setting(files, contenders, shuffle, seeds));
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        measure(progress -> comparison.run(results, progress));
        List<RegressionRun> runs = RegressionComparison.read(results);
        if (runs.isEmpty()) {
            throw new CommandFailedException("expected something to measure, got none of the contenders");
        }
        print(
                json
                        ? Json.object(Map.of("runs", runs))
                        : RegressionFiles.text(runs).stripTrailing());
        return 0;
    }

    private int protocol(List<Path> files) throws IOException {
        SplitProtocol measured;
        try {
            measured = new SplitProtocol(Version.number(), files, splits);
        } catch (IllegalArgumentException e) {
            throw badUsage(e);
        }
        measure(progress -> measured.run(results, progress));
        List<SplitRun> runs = SplitProtocol.read(results);
        print(
                json
                        ? Json.object(Map.of("runs", runs))
                        : RegressionFiles.protocol(runs).stripTrailing());
        return 0;
    }

    /** What takes long. */
    @FunctionalInterface
    private interface Work {
        void run(RegressionProgress progress) throws IOException;
    }

    private void measure(Work work) throws IOException {
        Farewell farewell = new Farewell(err(), results);
        try (Screen screen = new Screen(err(), quiet);
                RegressionProgress progress = new RegressionProgress(screen)) {
            work.run(progress);
        } finally {
            farewell.close();
        }
    }

    private int write() throws IOException {
        checkOutput("--page", page, List.of(results));
        String text = protocol
                ? RegressionFiles.protocol(SplitProtocol.read(results))
                : RegressionFiles.text(RegressionComparison.read(results));
        if (text.isEmpty()) {
            throw new CommandFailedException("--results: expected measured runs in " + results
                    + ", found none; 'jgln compare regression' writes them");
        }
        RegressionFiles.write(text, page);
        return 0;
    }
}
