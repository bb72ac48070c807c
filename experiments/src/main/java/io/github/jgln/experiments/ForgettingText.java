package io.github.jgln.experiments;

import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import io.github.jgln.experiments.StudyReport.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The text of {@link Forgetting}: how much is left of the first task, and of all tasks on average. */
final class ForgettingText implements StudyText {
    private static final String FIRST = "first task";
    private static final String ALL = "all tasks so far";

    @Override
    public String title() {
        return "Test accuracy on former tasks while others are learnt";
    }

    @Override
    public String axis() {
        return "tasks learnt, one after the other";
    }

    @Override
    public String measure() {
        return "test rows classed right";
    }

    @Override
    public List<String> introduction(StudyReport report) {
        return List.of("Task 1 is the data as it is; each further task has the pixels in another order, the same in all"
                + " rows. Nobody tells the models where a task ends. \"" + ALL
                + "\" is the mean over the tests of all tasks learnt until then; every single one is in the JSON.");
    }

    @Override
    public OptionalDouble published(StudyReport report, String at) {
        return OptionalDouble.empty();
    }

    @Override
    public List<Curve> drawn(StudyReport report) {
        List<Curve> drawn = new ArrayList<>();
        for (String contender : contenders(report)) {
            List<Curve> tasks = tasks(report, contender);
            Curve first = tasks.get(0);
            List<Point> means = new ArrayList<>();
            for (Point point : first.points()) {
                means.add(new Point(
                        point.at(),
                        point.runs().stream()
                                .map(run ->
                                        new Run(run.seed(), mean(tasks, point.at(), run.seed()), null, run.seconds()))
                                .toList()));
            }
            drawn.add(new Curve(contender, ALL, first.method(), first.unavailable(), means));
            drawn.add(new Curve(contender, FIRST, first.method(), first.unavailable(), first.points()));
        }
        return drawn;
    }

    private static List<String> contenders(StudyReport report) {
        return report.curves().stream().map(Curve::contender).distinct().toList();
    }

    private static List<Curve> tasks(StudyReport report, String contender) {
        return report.curves().stream()
                .filter(curve -> curve.contender().equals(contender))
                .toList();
    }

    private static double mean(List<Curve> tasks, String at, long seed) {
        DoubleStream accuracies = tasks.stream()
                .flatMap(task -> task.point(at).stream())
                .flatMap(point -> point.runs().stream())
                .filter(run -> run.seed() == seed)
                .mapToDouble(Run::accuracy);
        return accuracies.average().orElseThrow();
    }

    @Override
    public boolean dashed(Curve curve) {
        return FIRST.equals(curve.part());
    }

    @Override
    public OptionalInt colour(Curve curve) {
        return OptionalInt.of(curve.contender().equals(MlpBaseline.NAME) ? 1 : 0);
    }

    /** The legend keeps away from the lower right, where curves of what is forgotten end. */
    @Override
    public Optional<LegendPosition> legend() {
        return Optional.of(LegendPosition.InsideSW);
    }

    @Override
    public List<Finding> findings(StudyReport report) {
        List<Curve> drawn = drawn(report).stream()
                .filter(curve -> !curve.measured().isEmpty())
                .toList();
        if (drawn.size() < 4) {
            return List.of();
        }
        return List.of(
                finding(
                        drawn.get(0),
                        drawn.get(2),
                        "after the last task a network is better at all of them on average"),
                finding(drawn.get(1), drawn.get(3), "after the last task a network has kept more of the first one"));
    }

    private static Finding finding(Curve ours, Curve its, String claim) {
        double our = last(ours);
        double other = last(its);
        return new Finding(
                claim + " than the MLP",
                Verdict.of(our > other),
                String.format(
                        Locale.ROOT,
                        "%s: %.2f %%, %s: %.2f %%",
                        ours.contender(),
                        100 * our,
                        its.contender(),
                        100 * other));
    }

    private static double last(Curve curve) {
        List<Point> points = curve.measured();
        return points.get(points.size() - 1).mean();
    }
}
