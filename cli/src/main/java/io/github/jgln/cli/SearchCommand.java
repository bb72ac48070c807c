package io.github.jgln.cli;

import io.github.jgln.Halfspaces;
import io.github.jgln.Knob;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Search;
import io.github.jgln.experiments.SearchBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jgln search}. */
@Command(
        name = "search",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Look for good settings: random ones learn a part of the training rows in one online pass, the best of"
                        + " them more rows, and so on. They are chosen by rows held out from the training set; the test rows are"
                        + " predicted once, at the end, by the one chosen.")
final class SearchCommand extends CliCommand {
    private static final int SHOWN = 10;

    @Mixin
    private DataOptions data;

    @Option(names = "--trials", order = 20, paramLabel = "N", description = "Settings to draw. Default: 27.")
    private int trials = 27;

    @Option(
            names = "--held-out",
            order = 21,
            paramLabel = "ROWS",
            description = "The last of the training rows, not learnt but predicted to choose by. Default: a sixth.")
    private Integer heldOut;

    @Option(
            names = "--rungs",
            order = 22,
            paramLabel = "N",
            description = "How often the number of rows grows; 1 is random search. Default: 3.")
    private int rungs = 3;

    @Option(
            names = "--factor",
            order = 23,
            paramLabel = "F",
            description = "From rung to rung, so many times more rows and fewer settings. Default: 3.")
    private int factor = 3;

    @Option(
            names = "--halfspaces",
            order = 24,
            paramLabel = "KIND",
            split = ",",
            converter = HalfspacesConverter.class,
            description = "Kinds to draw from, as for 'jgln train'. Default: all.")
    private List<Halfspaces> halfspaces = List.of(Halfspaces.values());

    @Option(
            names = "--max-neurons",
            order = 25,
            paramLabel = "N",
            description = "Of a hidden layer, at least 8; cost and memory go with it. Default: 32.")
    private int maxNeurons = 32;

    @Option(
            names = "--seed",
            order = 35,
            paramLabel = "SEED",
            description = "Of the settings, the models and the order of the rows. Default: 0.")
    private long seed;

    @Mixin
    private BackendChoice backend;

    @Option(
            names = "--parallel",
            order = 83,
            paramLabel = "N",
            description = "Models that learn beside each other, on cpu with one thread each. Default: all processors.")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--journal",
            order = 84,
            paramLabel = "FILE",
            description = "Keep each trial in this file as soon as it is done.")
    private Path journal;

    @Option(names = "--resume", order = 85, description = "Go on with the journal, and run only what it lacks.")
    private boolean resume;

    @Option(names = "--quiet", order = 89, description = "Show no progress and no notes.")
    private boolean quiet;

    static final class HalfspacesConverter implements ITypeConverter<Halfspaces> {
        @Override
        public Halfspaces convert(String value) {
            return KnobOption.parse(Knob.HALFSPACES, value);
        }
    }

    @Override
    int execute() throws IOException {
        data.check();
        check();
        try (Screen screen = new Screen(err(), quiet)) {
            Split split = data.load(seed, screen);
            Dataset train = split.train();
            Search search;
            SearchBackend where = new SearchBackend(backend.resolvedName(), backend.options());
            try {
                int held = heldOut == null ? Math.max(1, train.rowCount() / 6) : heldOut;
                search = new Search(
                        new Search.Plan(seed, trials, held, rungs, factor, halfspaces, maxNeurons), train, where);
            } catch (IllegalArgumentException e) {
                throw badUsage(e);
            }
            List<Search.Trial> done = search.run(
                    parallel,
                    journal,
                    (trial, count, total) -> screen.line(String.format(
                            Locale.ROOT,
                            "%d/%d: setting %d, %,d rows: held out %.2f %%, online %.2f %%",
                            count,
                            total,
                            trial.index(),
                            trial.rows(),
                            100 * trial.heldOut(),
                            100 * trial.online())));
            Search.Trial best = Search.best(done);
            Search.Result result = search.test(best.setting(), split.test().labelled(), journal);
            print(json ? Json.object(json(done, result)) : text(done, result));
        }
        return 0;
    }

    private void check() {
        if (parallel < 1) {
            throw badUsage(new IllegalArgumentException("--parallel: expected at least 1, got " + parallel));
        }
        if (resume && journal == null) {
            throw badUsage(new IllegalArgumentException("--resume needs --journal FILE"));
        }
        if (!resume && journal != null && Files.exists(journal)) {
            throw badUsage(new IllegalArgumentException(
                    "--journal: " + journal + " is there already; go on with it by --resume, or name another file"));
        }
        if (journal != null && !Files.exists(journal)) {
            checkOutput("--journal", journal, data.files());
        }
    }

    private static Map<String, Object> json(List<Search.Trial> trials, Search.Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", Version.number());
        json.put("trials", trials);
        json.put("chosen", result);
        json.put("options", result.setting().options());
        return json;
    }

    private static String text(List<Search.Trial> trials, Search.Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%8s %8s %8s  %s", "rows", "held out", "online", "setting"));
        trials.stream()
                .sorted((a, b) -> a.rung() != b.rung()
                        ? Integer.compare(b.rung(), a.rung())
                        : Double.compare(b.heldOut(), a.heldOut()))
                .limit(SHOWN)
                .forEach(trial -> lines.add(String.format(
                        Locale.ROOT,
                        "%,8d %7.2f%% %7.2f%%  %s",
                        trial.rows(),
                        100 * trial.heldOut(),
                        100 * trial.online(),
                        trial.setting().options())));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "the first of them, with all %,d rows: test accuracy %.2f %%, online accuracy %.2f %%",
                result.rows(),
                100 * result.test(),
                100 * result.online()));
        lines.add("jgln train DATA " + result.setting().options());
        return String.join(System.lineSeparator(), lines);
    }
}
