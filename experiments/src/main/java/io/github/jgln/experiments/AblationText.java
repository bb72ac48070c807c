package io.github.jgln.experiments;

import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The text of an ablation, and what the reference implementation's authors found by theirs. */
record AblationText(Ablation ablation) implements StudyText {
    private static final double PERCENT = 100;

    /** Points of accuracy: less than that is nothing. */
    private static final double HARDLY = 0.2;

    @Override
    public String title() {
        return ablation.title();
    }

    @Override
    public String axis() {
        return ablation.axis();
    }

    @Override
    public String measure() {
        return "test rows classed right";
    }

    @Override
    public OptionalDouble published(StudyReport report, String at) {
        return isTheirs(report) ? ablation.published(at) : OptionalDouble.empty();
    }

    @Override
    public boolean categories() {
        return ablation == Ablation.BIAS;
    }

    @Override
    public List<String> introduction(StudyReport report) {
        return List.of();
    }

    /** Their accuracies are of all rows of this data, and of the defaults. */
    private static boolean isTheirs(StudyReport report) {
        return report.data().name().startsWith("mnist, deskewed")
                && report.data().rows() == 60_000
                && report.terms().equals("preset pygln");
    }

    @Override
    public List<Finding> findings(StudyReport report) {
        if (!isTheirs(report)) {
            return List.of();
        }
        Curve gln = report.curves().get(0);
        Checks checks = new Checks(gln);
        switch (ablation) {
            case EPOCHS -> epochs(report, checks);
            case SIZE ->
                checks.about("a 4-4-1 network reaches 95.7 %, at least 95.5 %", List.of("4"), m -> m[0] >= 95.5);
            case DEPTH -> depth(checks);
            case CONTEXT_MAP_SIZE -> contextMapSize(checks);
            case LEARNING_RATE ->
                checks.all(
                        "the accuracy is sensitive to the rate: more than 2 points between the settings",
                        s -> s.most() - s.least() > 2);
            case PREDICTION_CLIPPING ->
                checks.all(
                        "prediction clipping is best turned off: no ε is better than the smallest by more than "
                                + HARDLY + " points",
                        s -> s.most() - s.first() <= HARDLY);
            case WEIGHT_CLIPPING -> {
                checks.all(
                        "weight clipping plays no role: less than " + HARDLY + " points between all settings",
                        s -> s.most() - s.least() < HARDLY);
                checks.about(
                        "the same from W 0.25 on",
                        List.of("0.25", "1", "5", "100"),
                        m -> DoubleStream.of(m).max().orElseThrow()
                                        - DoubleStream.of(m).min().orElseThrow()
                                < HARDLY);
            }
            case BIAS -> bias(checks);
        }
        return checks.findings;
    }

    private static void epochs(StudyReport report, Checks checks) {
        checks.about("one pass reaches 96.1 %, give or take 0.3", List.of("1"), m -> Math.abs(m[0] - 96.1) <= 0.3);
        checks.about(
                "beyond 10 epochs the accuracy of the network deteriorates: at 25 it is 0.1 points lower or more",
                List.of("10", "25"),
                m -> m[1] < m[0] - HARDLY / 2);
        StudyReport.Curve mlp = report.curve(MlpBaseline.NAME, null)
                .filter(curve -> !curve.measured().isEmpty())
                .orElse(null);
        if (mlp != null) {
            checks.against(
                    "after 1 % of the rows the network is ahead of the MLP", mlp, "0.01", (ours, its) -> ours > its);
            checks.against(
                    "after one pass the MLP is level with it: less than 0.3 points apart",
                    mlp,
                    "1",
                    (ours, its) -> Math.abs(ours - its) < 0.3);
        }
    }

    private static void depth(Checks checks) {
        checks.about(
                "without hidden layers it is 94.0 %, give or take 0.3", List.of("0"), m -> Math.abs(m[0] - 94) <= 0.3);
        checks.about(
                "more depth does not help: 10 hidden layers gain less than " + HARDLY + " points over 2",
                List.of("2", "10"),
                m -> m[1] - m[0] < HARDLY);
        checks.about(
                "deep networks learn as steadily: the runs at 10 layers are less than 1 point apart",
                List.of("10"),
                m -> checks.spread("10") < 1);
    }

    private static void contextMapSize(Checks checks) {
        checks.about(
                "halfspaces beyond one have no huge effect: less than 1.5 points from M 1 to any of 4, 7 and 10",
                List.of("1", "4", "7", "10"),
                m -> DoubleStream.of(m).max().orElseThrow() - m[0] < 1.5);
        checks.all(
                "more of them help a little, up to a point: the best M is above 1 and below the largest",
                s -> s.best() > 1 && s.best() < s.size() - 1);
    }

    private static void bias(Checks checks) {
        checks.about(
                "context bias costs about a point: 0.5 to 1.5 without layer bias",
                List.of(Ablation.Bias.NEITHER, Ablation.Bias.CONTEXT),
                m -> m[0] - m[1] >= 0.5 && m[0] - m[1] <= 1.5);
        checks.about(
                "the same with layer bias",
                List.of(Ablation.Bias.LAYER, Ablation.Bias.BOTH),
                m -> m[0] - m[1] >= 0.5 && m[0] - m[1] <= 1.5);
        checks.about(
                "layer bias makes no difference: less than " + HARDLY + " points",
                List.of(Ablation.Bias.NEITHER, Ablation.Bias.LAYER),
                m -> Math.abs(m[1] - m[0]) < HARDLY);
    }

    /** Means in percent, judged. */
    private static final class Checks {
        private final Curve curve;
        private final List<Finding> findings = new ArrayList<>();

        Checks(Curve curve) {
            this.curve = curve;
        }

        /** Judges a claim by the means at some settings, if all of them have been measured. */
        void about(String claim, List<String> settings, Judge judge) {
            if (settings.stream().anyMatch(at -> curve.point(at).isEmpty())) {
                findings.add(new Finding(claim, Verdict.NOT_MEASURED, "at " + String.join(", ", settings)));
                return;
            }
            double[] means = settings.stream().mapToDouble(this::mean).toArray();
            List<String> figures = new ArrayList<>();
            for (String at : settings) {
                figures.add(figure(at, mean(at)));
            }
            findings.add(new Finding(claim, Verdict.of(judge.holds(means)), String.join(", ", figures)));
        }

        /** Judges a claim by all settings, if all have been measured. */
        void all(String claim, Whole judge) {
            List<Point> points = curve.measured();
            if (points.size() < curve.points().size()) {
                findings.add(new Finding(claim, Verdict.NOT_MEASURED, "not at every setting yet"));
                return;
            }
            Settings settings = new Settings(points);
            findings.add(new Finding(
                    claim,
                    Verdict.of(judge.holds(settings)),
                    "lowest " + figure(points.get(settings.worst())) + ", highest "
                            + figure(points.get(settings.best()))));
        }

        void against(String claim, Curve other, String at, Versus judge) {
            if (curve.point(at).isEmpty() || other.point(at).isEmpty()) {
                findings.add(new Finding(claim, Verdict.NOT_MEASURED, "at " + at));
                return;
            }
            double its = PERCENT * other.mean(at).orElseThrow();
            findings.add(new Finding(
                    claim,
                    Verdict.of(judge.holds(mean(at), its)),
                    figure(curve.contender(), mean(at)) + ", " + figure(other.contender(), its)));
        }

        double spread(String at) {
            Point point = curve.point(at).orElseThrow();
            return PERCENT * (point.max() - point.min());
        }

        private double mean(String at) {
            return PERCENT * curve.mean(at).orElseThrow();
        }

        private static String figure(Point point) {
            return figure(point.at(), PERCENT * point.mean());
        }

        private static String figure(String at, double percent) {
            return String.format(Locale.ROOT, "%s: %.2f %%", at, percent);
        }
    }

    /** Judges means in percent. */
    @FunctionalInterface
    private interface Judge {
        boolean holds(double[] means);
    }

    /** Judges all means in percent. */
    @FunctionalInterface
    private interface Whole {
        boolean holds(Settings settings);
    }

    /** Judges two means in percent. */
    @FunctionalInterface
    private interface Versus {
        boolean holds(double ours, double its);
    }

    /** Means in percent, in the order of the settings. */
    private record Settings(List<Point> points) {
        private double percent(int i) {
            return PERCENT * points.get(i).mean();
        }

        int size() {
            return points.size();
        }

        double first() {
            return percent(0);
        }

        double most() {
            return percent(best());
        }

        double least() {
            return percent(worst());
        }

        int best() {
            return extreme(Point::mean);
        }

        int worst() {
            return extreme(point -> -point.mean());
        }

        private int extreme(ToDoubleFunction<Point> value) {
            int best = 0;
            for (int i = 1; i < points.size(); i++) {
                if (value.applyAsDouble(points.get(i)) > value.applyAsDouble(points.get(best))) {
                    best = i;
                }
            }
            return best;
        }
    }
}
