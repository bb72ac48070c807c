package io.github.jgln.experiments;

import io.github.jgln.GLNConfig;
import io.github.jgln.bench.compare.Curriculum;
import io.github.jgln.bench.compare.Curriculum.Stage;
import io.github.jgln.bench.compare.Curriculum.StageResult;
import io.github.jgln.bench.figures.NetworkName;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Study.Job;
import io.github.jgln.experiments.Study.Place;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Found;
import io.github.jgln.experiments.StudyReport.Point;
import io.github.jgln.experiments.StudyReport.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Capacity (Veness et al. 2019, section 6): how many labels that mean nothing, being drawn at random, a model can learn by heart.
 * What is measured is the accuracy on the very rows learnt, after so many passes over them.
 */
public final class Capacity {
    static final String STUDY = "capacity";

    private static final List<Integer> MARKS = List.of(1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200);

    private final Dataset data;
    private final List<Integer> rowCounts;
    private final int epochs;
    private final long seed;
    private final List<List<GLNConfig>> networks;
    private final int baselineRuns;

    /**
     * @param data the rows to learn from, whose labels are not used
     * @param rowCounts how many rows to learn, each by models of their own
     * @param epochs passes over the rows, 1 to 200
     * @param seed of the labels
     * @param networks for each network to compare one for each run, which differ in their seeds
     * @param baselineRuns how often the MLP learns beside them; 0 for not
     * @throws IllegalArgumentException for numbers out of range
     */
    public Capacity(
            Dataset data,
            List<Integer> rowCounts,
            int epochs,
            long seed,
            List<List<GLNConfig>> networks,
            int baselineRuns) {
        for (int rows : rowCounts) {
            if (rows < 1 || rows > data.rowCount()) {
                throw new IllegalArgumentException(
                        "rows: expected 1 to " + data.rowCount() + ", which there are, got " + rows);
            }
        }
        int most = MARKS.get(MARKS.size() - 1);
        if (epochs < 1 || epochs > most) {
            throw new IllegalArgumentException("epochs: expected 1 to " + most + ", got " + epochs);
        }
        if (rowCounts.isEmpty() || networks.isEmpty() || networks.get(0).isEmpty() || baselineRuns < 0) {
            throw new IllegalArgumentException(
                    "expected at least one number of rows, one network, one run of it and 0 of the baseline");
        }
        this.data = data;
        this.rowCounts = List.copyOf(rowCounts);
        this.epochs = epochs;
        this.seed = seed;
        this.networks = networks.stream().map(List::copyOf).toList();
        this.baselineRuns = baselineRuns;
    }

    /** The name of its files. */
    public static String id() {
        return STUDY;
    }

    /** The models to train. */
    public Study study() {
        List<Curve> curves = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int rows : rowCounts) {
            Dataset random = randomly(rows);
            for (List<GLNConfig> runs : networks) {
                String name = NetworkName.of(runs.get(0));
                curves.add(curve(name, rows, SingleThreadedNetwork.method(runs.get(0))));
                for (GLNConfig network : runs) {
                    jobs.add(new Job(
                            name + ", " + part(rows) + ", seed " + network.seed(),
                            (double) rows * network.spec().cost().learning(),
                            places(name, rows, network.seed()),
                            () -> learn(name, network, random)));
                }
            }
            if (baselineRuns > 0) {
                curves.add(curve(MlpBaseline.NAME, rows, MlpBaseline.method(data)));
                for (int run = 0; run < baselineRuns; run++) {
                    long of = networks.get(0).get(0).seed() + run;
                    jobs.add(new Job(
                            MlpBaseline.NAME + ", " + part(rows) + ", seed " + of,
                            // It begins before all others, as it takes longest.
                            Double.MAX_VALUE,
                            places(MlpBaseline.NAME, rows, of),
                            () -> baseline(of, random)));
                }
            }
        }
        return new Study(STUDY, "labels drawn at random by seed " + seed, curves, jobs);
    }

    private Dataset randomly(int rows) {
        int[] labels = new Random(seed).ints(rows, 0, data.classCount()).toArray();
        return new Dataset(
                data.name(),
                data.features(),
                data.classes(),
                data.limit(rows).rows().toArray(),
                labels);
    }

    static String part(int rows) {
        return String.format(Locale.ROOT, "%,d rows", rows);
    }

    private List<Integer> marks() {
        return IntStream.concat(
                        MARKS.stream().mapToInt(Integer::intValue).filter(mark -> mark < epochs), IntStream.of(epochs))
                .boxed()
                .toList();
    }

    private Curve curve(String contender, int rows, String method) {
        return new Curve(
                contender,
                part(rows),
                method,
                null,
                marks().stream().map(mark -> new Point("" + mark, List.of())).toList());
    }

    private List<Place> places(String contender, int rows, long of) {
        return marks().stream()
                .map(mark -> new Place(contender, part(rows), "" + mark, of))
                .toList();
    }

    private List<Found> learn(String name, GLNConfig config, Dataset random) {
        List<Found> found = new ArrayList<>();
        try (SingleThreadedNetwork network = new SingleThreadedNetwork(config, random)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                network.learn(random.labelled());
                if (marks().contains(epoch)) {
                    double accuracy = network.accuracy(random.labelled());
                    found.add(found(name, random, epoch, new Run(config.seed(), accuracy, null, network.seconds())));
                }
            }
        }
        return found;
    }

    private List<Found> baseline(long of, Dataset random) throws IOException {
        List<Stage> stages = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            stages.add(new Stage(
                    Curriculum.AS_THEY_ARE,
                    0,
                    random.rowCount(),
                    marks().contains(epoch) ? List.of(Curriculum.AS_THEY_ARE) : List.of()));
        }
        List<Found> found = new ArrayList<>();
        List<StageResult> results =
                MlpBaseline.learn(new Split(random, random), new Curriculum(MlpBaseline.NAME, of, List.of(), stages));
        for (int epoch : marks()) {
            StageResult after = results.get(epoch - 1);
            found.add(found(
                    MlpBaseline.NAME,
                    random,
                    epoch,
                    new Run(of, after.accuracies().get(0), null, after.seconds())));
        }
        return found;
    }

    private static Found found(String name, Dataset random, int epoch, Run run) {
        return new Found(name, part(random.rowCount()), "" + epoch, run);
    }
}
