package io.github.jgln.experiments;

import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.Preset;
import io.github.jgln.bench.figures.NetworkName;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.experiments.Study.Job;
import io.github.jgln.experiments.Study.Place;
import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Found;
import io.github.jgln.experiments.StudyReport.Point;
import io.github.jgln.experiments.StudyReport.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * What becomes of the accuracy when one knob is turned: the ablations of the reference implementation's authors (the blog at
 * aiwabdn.github.io/pygln), at their settings.
 *
 * <p>Long because each study is a constant here, with all that it turns and what was published of it.
 */
public enum Ablation {
    /** Passes over the rows, and parts of one. */
    EPOCHS("Test accuracy while learning goes on", "epochs learnt", "0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 25 50") {
        @Override
        OptionalDouble published(String at) {
            return at.equals("1") ? OptionalDouble.of(0.961) : OptionalDouble.empty();
        }
    },
    /** Neurons in each of two hidden layers. */
    SIZE(
            "Test accuracy by layer size (two hidden layers)",
            "neurons per layer and class",
            "1 2 4 8 16 32 64 128 256 512") {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            int size = Integer.parseInt(at);
            builder.layerSizes(size, size);
        }

        @Override
        OptionalDouble published(String at) {
            return switch (at) {
                case "4" -> OptionalDouble.of(0.957);
                case "16" -> OptionalDouble.of(0.961);
                default -> OptionalDouble.empty();
            };
        }
    },
    /** Hidden layers of 16 neurons. */
    DEPTH("Test accuracy by depth (layers of 16)", "hidden layers", "0 1 2 3 4 5 6 7 8 9 10") {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            int[] sizes = new int[Integer.parseInt(at)];
            Arrays.fill(sizes, 16);
            builder.layerSizes(sizes);
        }

        @Override
        OptionalDouble published(String at) {
            return switch (at) {
                case "0" -> OptionalDouble.of(0.94);
                case "2" -> OptionalDouble.of(0.961);
                default -> OptionalDouble.empty();
            };
        }
    },
    /** M, the halfspaces of each neuron. */
    CONTEXT_MAP_SIZE("Test accuracy by context map size", "halfspaces per neuron, M", "0 1 2 3 4 5 6 7 8 9 10") {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            builder.contextMapSize(Integer.parseInt(at));
        }

        @Override
        OptionalDouble published(String at) {
            return at.equals("4") ? OptionalDouble.of(0.961) : OptionalDouble.empty();
        }
    },
    /** The learning rate, which is constant here. */
    LEARNING_RATE(
            "Test accuracy by learning rate",
            "learning rate",
            "0.00001 0.000025 0.00005 0.0001 0.00025 0.0005 0.001 0.0025 0.005 0.01 0.025 0.05 0.1") {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            builder.learningRate(Double.parseDouble(at));
        }

        @Override
        OptionalDouble published(String at) {
            return at.equals("0.001") ? OptionalDouble.of(0.961) : OptionalDouble.empty();
        }
    },
    /** ε, which keeps predictions away from 0 and 1. */
    PREDICTION_CLIPPING(
            "Test accuracy by prediction clipping",
            "ε (predictions stay in [ε, 1 - ε])",
            "0.00001 0.0001 0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.2") {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            builder.predictionClipping(Double.parseDouble(at));
        }

        @Override
        OptionalDouble published(String at) {
            return at.equals("0.001") ? OptionalDouble.of(0.961) : OptionalDouble.empty();
        }
    },
    /** W, which bounds the weights. */
    WEIGHT_CLIPPING(
            "Test accuracy by weight clipping", "W (weights stay in [-W, W])", "0.1 0.25 0.5 1 2.5 5 10 25 50 100") {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            builder.weightClipping(Double.parseDouble(at));
        }

        @Override
        OptionalDouble published(String at) {
            return at.equals("5") ? OptionalDouble.of(0.961) : OptionalDouble.empty();
        }
    },
    /** A constant input of each layer, and thresholds of halfspaces. */
    BIAS("Test accuracy by bias", "", Bias.NEITHER, Bias.LAYER, Bias.CONTEXT, Bias.BOTH) {
        @Override
        void turn(GLNConfig.Builder builder, String at) {
            builder.bias(at.equals(Bias.LAYER) || at.equals(Bias.BOTH))
                    .contextBias(at.equals(Bias.CONTEXT) || at.equals(Bias.BOTH));
        }

        @Override
        OptionalDouble published(String at) {
            return OptionalDouble.of(
                    switch (at) {
                        case Bias.CONTEXT -> 0.953;
                        case Bias.BOTH -> 0.954;
                        default -> 0.961;
                    });
        }
    };

    /** Labels, which an enum's own constants cannot refer to. */
    static final class Bias {
        static final String NEITHER = "no bias";
        static final String LAYER = "layer bias";
        static final String CONTEXT = "context bias";
        static final String BOTH = "both";

        private Bias() {}
    }

    /** A setting that costs this many times the multiply-adds of 16-16-1 is run less often. */
    private static final double DEAR = 4;

    /** Even a dear setting is run as often, if so many runs are wanted. */
    private static final int FEWEST = 2;

    private final String title;
    private final String axis;
    private final List<String> settings;

    Ablation(String title, String axis, String settings) {
        this(title, axis, settings.split(" "));
    }

    Ablation(String title, String axis, String... settings) {
        this.title = title;
        this.axis = axis;
        this.settings = List.of(settings);
    }

    /** The name users type. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The ablation with this {@link #id()}; empty if there is none. */
    public static Optional<Ablation> byId(String id) {
        return Arrays.stream(values())
                .filter(ablation -> ablation.id().equals(id))
                .findFirst();
    }

    String title() {
        return title;
    }

    /** What the settings are, for an axis; empty where they speak for themselves. */
    String axis() {
        return axis;
    }

    /** All settings, as the authors had them. */
    public List<String> settings() {
        return settings;
    }

    /** Sets the knob. */
    void turn(GLNConfig.Builder builder, String at) {}

    /** The accuracy that the authors state for a setting, where they do. */
    OptionalDouble published(String at) {
        return OptionalDouble.empty();
    }

    /**
     * What is to be run.
     *
     * @param base of all networks
     * @param seed of the first run; the runs' seeds follow one another
     * @param runs of each setting, fewer where one costs more than four times the multiply-adds of 16-16-1
     * @param settings of {@link #settings}; empty for all
     * @param baseline how far and how often the MLP is to learn beside it
     */
    public record Options(Preset base, long seed, int runs, List<String> settings, Baseline baseline) {
        public Options {
            settings = List.copyOf(settings);
            if (runs < 1) {
                throw new IllegalArgumentException("runs: expected at least 1, got " + runs);
            }
        }
    }

    /**
     * Of {@link Ablation#EPOCHS}; it learns some thirty times slower than the networks.
     *
     * @param runs 0 for none
     * @param epochs after which it stops
     */
    public record Baseline(int runs, double epochs) {
        public Baseline {
            if (runs < 0 || !(epochs >= 0)) {
                throw new IllegalArgumentException(
                        "baseline: expected at least 0 runs and 0 epochs, got " + runs + " and " + epochs);
            }
        }
    }

    /**
     * The models to train.
     *
     * @throws IllegalArgumentException for a setting that is none, or cannot be for this data
     */
    public Study study(Split data, Options options) {
        for (String at : options.settings()) {
            if (!settings.contains(at)) {
                throw new IllegalArgumentException(
                        "expected settings of " + id() + ", which are " + settings + "; got '" + at + "'");
            }
        }
        List<String> chosen = settings.stream()
                .filter(at -> options.settings().isEmpty() || options.settings().contains(at))
                .toList();
        return new Plan(data, options, chosen).study();
    }

    private static String terms(Options options) {
        return "preset " + options.base();
    }

    /** An ablation of some rows. */
    private final class Plan {
        private final Dataset train;
        private final LabelledRows test;
        private final Split data;
        private final Options options;
        private final List<String> chosen;
        private final String contender;

        Plan(Split data, Options options, List<String> chosen) {
            this.data = data;
            this.train = data.train();
            this.test = data.test().labelled();
            this.options = options;
            this.chosen = chosen;
            this.contender =
                    Ablation.this == SIZE || Ablation.this == DEPTH ? "GLN" : NetworkName.of(config(chosen.get(0), 0));
        }

        Study study() {
            return Ablation.this == EPOCHS ? epochs() : settings();
        }

        private GLNConfig config(String at, long seed) {
            GLNConfig.Builder builder = base();
            turn(builder, at);
            return builder.seed(seed).build();
        }

        private GLNConfig.Builder base() {
            return options.base().configure(train.features(), train.classCount(), train.rowCount());
        }

        private Curve curve(String name, String method, List<String> points) {
            return new Curve(
                    name,
                    null,
                    method,
                    null,
                    points.stream().map(at -> new Point(at, List.of())).toList());
        }

        private Study settings() {
            double usual = GLNConfig.builder(train.features(), 16, 16)
                    .classes(train.classCount())
                    .build()
                    .spec()
                    .cost()
                    .learning();
            List<Job> jobs = new ArrayList<>();
            for (String at : chosen) {
                double cost = config(at, 0).spec().cost().learning() / usual;
                int runs =
                        Math.min(options.runs(), Math.max(FEWEST, (int) (options.runs() * Math.min(1, DEAR / cost))));
                seeds(runs)
                        .forEach(seed -> jobs.add(new Job(
                                id() + " " + at + ", seed " + seed,
                                cost,
                                List.of(new Place(contender, null, at, seed)),
                                () -> List.of(learn(at, seed)))));
            }
            return new Study(
                    id(),
                    terms(options),
                    List.of(curve(
                            contender,
                            "one pass, and but for the knob " + NetworkSettings.text(base().build()),
                            chosen)),
                    jobs);
        }

        private Found learn(String at, long seed) {
            try (SingleThreadedNetwork network = new SingleThreadedNetwork(config(at, seed), train)) {
                network.learn(train.labelled());
                return found(network, at, seed);
            }
        }

        private Found found(SingleThreadedNetwork network, String at, long seed) {
            double accuracy = network.accuracy(test);
            return new Found(contender, null, at, new Run(seed, accuracy, network.online(), network.seconds()));
        }

        /** One model is at every point in turn, as its rate does not depend on where it will stop. */
        private Study epochs() {
            List<Curve> curves = new ArrayList<>();
            curves.add(curve(contender, SingleThreadedNetwork.method(config(chosen.get(0), 0)), chosen));
            List<Job> jobs = new ArrayList<>();
            seeds(options.runs())
                    .forEach(seed -> jobs.add(
                            new Job("epochs, seed " + seed, 1, places(contender, chosen, seed), () -> epochs(seed))));
            Baseline baseline = options.baseline();
            List<String> reached = chosen.stream()
                    .filter(at -> Double.parseDouble(at) <= baseline.epochs())
                    .toList();
            if (baseline.runs() > 0 && !reached.isEmpty()) {
                curves.add(curve(MlpBaseline.NAME, MlpBaseline.method(train), reached));
                seeds(baseline.runs())
                        .forEach(seed -> jobs.add(new Job(
                                MlpBaseline.NAME + ", seed " + seed,
                                2,
                                places(MlpBaseline.NAME, reached, seed),
                                () -> MlpBaseline.epochs(data, reached, seed))));
            }
            return new Study(id(), terms(options), curves, jobs);
        }

        private List<Found> epochs(long seed) {
            List<Found> found = new ArrayList<>();
            try (SingleThreadedNetwork network = new SingleThreadedNetwork(config(chosen.get(0), seed), train)) {
                long learnt = 0;
                for (String at : chosen) {
                    long until = rows(at, train.rowCount());
                    while (learnt < until) {
                        int first = (int) (learnt % train.rowCount());
                        int end = (int) Math.min(train.rowCount(), first + until - learnt);
                        network.learn(train.range(first, end).labelled());
                        learnt += end - first;
                    }
                    found.add(found(network, at, seed));
                }
            }
            return found;
        }

        private static List<Place> places(String contender, List<String> points, long seed) {
            return points.stream()
                    .map(at -> new Place(contender, null, at, seed))
                    .toList();
        }

        private LongStream seeds(int runs) {
            return LongStream.range(options.seed(), options.seed() + runs);
        }
    }

    /** The rows of so many epochs. */
    static long rows(String epochs, int rowCount) {
        return (long) Math.floor(Double.parseDouble(epochs) * rowCount);
    }
}
