package io.github.jgln.experiments;

import io.github.jgln.GLNConfig;
import io.github.jgln.bench.compare.Curriculum;
import io.github.jgln.bench.compare.Curriculum.Stage;
import io.github.jgln.bench.compare.Curriculum.StageResult;
import io.github.jgln.bench.figures.NetworkName;
import io.github.jgln.bench.rows.FeatureOrder;
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
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Resistance to catastrophic forgetting (Veness et al. 2019, section 6): tasks are learnt one after the other, each in one pass
 * and without a word of which task it is; after each, all tasks until then are tested. The first task is the data as it is, each
 * other one has the features in an order of its own.
 */
public final class Forgetting {
    static final String STUDY = "forget";

    private final Split data;
    private final List<int[]> orders;
    private final List<GLNConfig> networks;
    private final int baselineRuns;

    /**
     * @param tasks at least 2
     * @param seed of the tasks' orders
     * @param networks one for each run, which differ in their seeds
     * @param baselineRuns how often the MLP learns beside them; 0 for not
     * @throws IllegalArgumentException for numbers out of range
     */
    public Forgetting(Split data, int tasks, long seed, List<GLNConfig> networks, int baselineRuns) {
        if (tasks < 2) {
            throw new IllegalArgumentException("tasks: expected at least 2, got " + tasks);
        }
        if (networks.isEmpty() || baselineRuns < 0) {
            throw new IllegalArgumentException("runs: expected at least 1 of the network and 0 of the baseline, got "
                    + networks.size() + " and " + baselineRuns);
        }
        this.data = data;
        this.networks = List.copyOf(networks);
        this.baselineRuns = baselineRuns;
        this.orders = orders(tasks, data.train().features(), seed);
    }

    /** The name of its files. */
    public static String id() {
        return STUDY;
    }

    private static List<int[]> orders(int tasks, int features, long seed) {
        List<int[]> orders = new ArrayList<>();
        // Its algorithm is part of its contract, so that a seed means the same on every JVM.
        Random random = new Random(seed);
        for (int task = 0; task < tasks; task++) {
            int[] order = IntStream.range(0, features).toArray();
            for (int i = features - 1; task > 0 && i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            orders.add(order);
        }
        return orders;
    }

    /** The models to train. */
    public Study study() {
        GLNConfig first = networks.get(0);
        String name = NetworkName.of(first);
        List<Curve> curves = new ArrayList<>(curves(name, SingleThreadedNetwork.method(first)));
        List<Job> jobs = new ArrayList<>();
        for (GLNConfig network : networks) {
            jobs.add(new Job(
                    STUDY + ", seed " + network.seed(), 1, places(name, network.seed()), () -> learn(name, network)));
        }
        if (baselineRuns > 0) {
            curves.addAll(curves(MlpBaseline.NAME, MlpBaseline.method(data.train())));
            for (long seed = first.seed(); seed < first.seed() + baselineRuns; seed++) {
                long of = seed;
                jobs.add(new Job(
                        MlpBaseline.NAME + ", seed " + of, 2, places(MlpBaseline.NAME, of), () -> baseline(of)));
            }
        }
        return new Study(STUDY, orders.size() + " tasks in one pass each", curves, jobs);
    }

    /** One for each task, from where it has been learnt. */
    private List<Curve> curves(String contender, String method) {
        List<Curve> curves = new ArrayList<>();
        for (int task = 1; task <= orders.size(); task++) {
            List<Point> points = IntStream.rangeClosed(task, orders.size())
                    .mapToObj(learnt -> new Point("" + learnt, List.of()))
                    .toList();
            curves.add(new Curve(contender, part(task), method, null, points));
        }
        return curves;
    }

    static String part(int task) {
        return "task " + task;
    }

    private List<Place> places(String contender, long seed) {
        List<Place> places = new ArrayList<>();
        for (int learnt = 1; learnt <= orders.size(); learnt++) {
            for (int task = 1; task <= learnt; task++) {
                places.add(new Place(contender, part(task), "" + learnt, seed));
            }
        }
        return places;
    }

    private List<Found> learn(String name, GLNConfig config) throws IOException {
        List<FeatureOrder> tasks = orders.stream().map(FeatureOrder::of).toList();
        List<Found> found = new ArrayList<>();
        try (SingleThreadedNetwork network = new SingleThreadedNetwork(config, data.train())) {
            for (int learnt = 1; learnt <= orders.size(); learnt++) {
                network.learn(data.train().labelled(), tasks.get(learnt - 1));
                for (int task = 1; task <= learnt; task++) {
                    double accuracy = network.accuracy(data.test().labelled(), tasks.get(task - 1));
                    found.add(found(name, task, learnt, config.seed(), accuracy, network.seconds()));
                }
            }
        }
        return found;
    }

    private List<Found> baseline(long seed) throws IOException {
        List<Stage> stages = new ArrayList<>();
        for (int task = 0; task < orders.size(); task++) {
            stages.add(new Stage(
                    task,
                    0,
                    data.train().rowCount(),
                    IntStream.rangeClosed(0, task).boxed().toList()));
        }
        List<StageResult> results = MlpBaseline.learn(data, new Curriculum(MlpBaseline.NAME, seed, orders, stages));
        List<Found> found = new ArrayList<>();
        for (int learnt = 1; learnt <= orders.size(); learnt++) {
            StageResult after = results.get(learnt - 1);
            for (int task = 1; task <= learnt; task++) {
                double accuracy = after.accuracies().get(task - 1);
                found.add(found(MlpBaseline.NAME, task, learnt, seed, accuracy, after.seconds()));
            }
        }
        return found;
    }

    private static Found found(String name, int task, int learnt, long seed, double accuracy, double seconds) {
        return new Found(name, part(task), "" + learnt, new Run(seed, accuracy, null, seconds));
    }
}
