package io.github.jgln.evaluation;

import io.github.jgln.Predictions;
import io.github.jgln.Targets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * All that is measured of a stream of rows that are to be classed: over all rows, over the last of them, and when the share of
 * wrong ones changed. Follows a {@link Prequential} as its listener, or is told of rows one by one; keeps none of them, and no
 * more for a longer stream. One thread uses it at a time.
 */
public final class StreamEvaluation implements Prequential.Listener {
    /** Each drift is kept until there are so many; then the oldest goes. */
    private static final int DRIFTS = 1000;

    private List<String> classes;
    private final ClassificationMeasures measures;
    private final WindowMeasures window;
    private final Adwin adwin = new Adwin(Adwin.DELTA);
    private final Deque<Drift> drifts = new ArrayDeque<>();
    private final Course<CoursePoint> course = new Course<>(CoursePoint::rows);
    private final RowProbabilities ofRow;
    private long driftCount;

    /**
     * Of no rows yet.
     *
     * @param classes their names, by index
     * @param window w, how many rows back the {@link WindowMeasures} go
     * @throws IllegalArgumentException for fewer than 2 classes or a window of fewer than 1 row
     */
    public StreamEvaluation(List<String> classes, int window) {
        this.classes = List.copyOf(classes);
        this.measures = new ClassificationMeasures(classes.size());
        this.window = new WindowMeasures(classes.size(), window);
        this.ofRow = new RowProbabilities(classes.size());
    }

    /**
     * The rows of a block, with what was predicted of each before it was learnt.
     *
     * @throws IllegalArgumentException for predictions or targets of other classes, or predictions that are not finite; then
     *     none of them is counted
     */
    @Override
    public void learnt(Prequential.Block block) {
        Predictions predictions = block.predictions();
        Targets.Classes actual = Classifier.classes(block.rows());
        require(predictions, actual, block.rows().count());
        for (int t = 0; t < block.rows().count(); t++) {
            add(ofRow.of(predictions, t), predictions.classOf(t), actual.get(t));
        }
    }

    private void require(Predictions predictions, Targets.Classes actual, int rows) {
        int predicted = predictions.outputs() == 1 ? 2 : predictions.outputs();
        if (predicted != classes.size()) {
            throw new IllegalArgumentException(
                    "predictions: expected some of " + classes.size() + " classes, got some of " + predicted);
        }
        for (int t = 0; t < rows; t++) {
            RowProbabilities.requireClass(classes.size(), actual.get(t));
        }
        for (int i = 0; i < rows * predictions.outputs(); i++) {
            float logit = predictions.logits()[i];
            if (!Float.isFinite(logit)) {
                throw new IllegalArgumentException("predictions: expected finite logits, got " + logit + " in row "
                        + i / predictions.outputs() + " of the block");
            }
        }
    }

    /**
     * The next row; predicted is its most probable class, the lowest index on ties.
     *
     * @param probabilities of each class, before the row was learnt; read, not kept
     * @param actual the class it is
     * @throws IllegalArgumentException as {@link ClassificationMeasures#row}; then the row is not counted
     */
    public void row(double[] probabilities, int actual) {
        RowProbabilities.require(classes.size(), probabilities, actual);
        add(probabilities, RowProbabilities.largest(probabilities), actual);
    }

    private void add(double[] probabilities, int predicted, int actual) {
        measures.add(probabilities, predicted, actual);
        window.add(probabilities, predicted, actual);
        adwin.row(predicted == actual ? 0 : 1).ifPresent(this::add);
        if (course.due(measures.rows())) {
            course.add(new CoursePoint(
                    measures.rows(), measures.accuracy(), window.accuracy(), window.logLoss(), window.kappa()));
        }
    }

    private void add(Drift drift) {
        driftCount++;
        drifts.add(drift);
        if (drifts.size() > DRIFTS) {
            drifts.remove();
        }
    }

    /**
     * Gives the classes other names, as some are known late.
     *
     * @throws IllegalArgumentException for another number of them
     */
    public void named(List<String> names) {
        if (names.size() != classes.size()) {
            throw new IllegalArgumentException("expected names of " + classes.size() + " classes, got " + names);
        }
        classes = List.copyOf(names);
    }

    /** The names of the classes, by index. */
    public List<String> classes() {
        return classes;
    }

    /** Of all rows so far; goes on changing. */
    public ClassificationMeasures measures() {
        return measures;
    }

    /** Of the last rows so far; goes on changing. */
    public WindowMeasures window() {
        return window;
    }

    /** When the share of rows classed wrong changed, by {@link Adwin} with its default δ; the last 1,000, the oldest first. */
    public List<Drift> drifts() {
        return List.copyOf(drifts);
    }

    /** How often it changed, also where that is more than are kept. */
    public long driftCount() {
        return driftCount;
    }

    /** How it went, in points of equal distance from the beginning on: at most 512, at least half as many of a long stream. */
    public List<CoursePoint> course() {
        return course.points();
    }
}
