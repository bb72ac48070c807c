package io.github.jgln;

import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.InputStatistics;
import java.util.Arrays;

/**
 * Makes of a table's row what a network reads, by what the rows before it were like.
 *
 * <p>Each of the N numbers x becomes {@code z = clip((x - mean) / standard deviation, -5, 5)}, and 0 where x is missing. With
 * {@link BasePredictor.Columns} an output's base logits are those of the experts by counts, which predict
 *
 * <pre>
 *   π = (n_c + ½) / (n + ½ · classes)              of all n rows, n_c of the class
 *   p = (m_c + 2 π) / (m + 2)                      of the m rows in the row's bin, m_c of the class
 * </pre>
 *
 * one for each column and π itself; then {@code scale · z}; then 1 or -1 for each mark of a number, as it is reached or not, and 0
 * where it is missing.
 *
 * <p>One thread uses it at a time.
 */
final class ColumnEncoder {
    /** Numbers further out than this say no more. */
    private static final float FURTHEST = 5;

    /** Sample rows count as so many rows at most, so that a stream may soon move away from them. */
    private static final int SAMPLE_WEIGHT = 200;

    /** How many rows' worth the prior of a bin is. */
    private static final double PRIOR_ROWS = 2;

    private final ColumnLayout layout;
    /** Null where the columns make no base logits. */
    private final BasePredictor.Columns base;

    private final int outputs;
    private final float bound;
    private final double[] mean;
    private final double[] squares;
    private final double[] seen;
    private final double[] hits;
    private final double[] classes;
    private final float[] scale;
    private final float[] encoded;
    private final boolean[] known;
    private final int[] bins;
    private long count;
    private double rows;

    /** @param own written over as rows are learnt */
    ColumnEncoder(ColumnLayout layout, BasePredictor base, int outputs, float bound, ColumnState own) {
        this.layout = layout;
        this.base = base instanceof BasePredictor.Columns columns ? columns : null;
        this.outputs = outputs;
        this.bound = bound;
        mean = own.numbers().mean();
        squares = own.numbers().squares();
        count = own.numbers().count();
        seen = own.seen();
        hits = own.hits();
        classes = own.classes();
        rows = own.rows();
        scale = new float[mean.length];
        encoded = new float[mean.length];
        known = new boolean[mean.length];
        bins = new int[layout.columns.size()];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = InputStatistics.scale(count, squares[i]);
        }
    }

    /** As sample rows make it, which are counted as few. */
    static ColumnState of(ColumnLayout layout, int outputs, float[] sample, int rowCount) {
        ColumnState none = ColumnState.none(layout.numbers, layout.bins, outputs);
        ColumnEncoder encoder = new ColumnEncoder(layout, null, outputs, 0, none);
        for (int t = 0; t < rowCount; t++) {
            encoder.read(sample, t * layout.columns.size());
            encoder.takeIn();
        }
        double share = Math.min(1, (double) SAMPLE_WEIGHT / Math.max(1, rowCount));
        double[] squares = encoder.squares;
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= share;
        }
        return new ColumnState(
                new InputStatistics(Math.min(SAMPLE_WEIGHT, rowCount), encoder.mean, squares),
                none.seen(),
                none.hits(),
                none.classes(),
                0);
    }

    ColumnState state() {
        return new ColumnState(new InputStatistics(count, mean, squares), seen, hits, classes, rows).copy();
    }

    /** The same for another thread; they share what was counted, so none of them may learn any more. */
    ColumnEncoder forThread() {
        ColumnState shared = new ColumnState(new InputStatistics(count, mean, squares), seen, hits, classes, rows);
        return new ColumnEncoder(layout, base, outputs, bound, shared);
    }

    /**
     * What the network reads of a row.
     *
     * @param side written from {@code sideTo} on: N numbers
     * @param logits written from {@code logitsTo} on, where the columns make base logits: {@code C · K0}
     */
    void encode(float[] row, int from, float[] side, int sideTo, float[] logits, int logitsTo) {
        read(row, from);
        for (int i = 0; i < encoded.length; i++) {
            float z = known[i] ? (float) ((encoded[i] - mean[i]) * scale[i]) : 0;
            side[sideTo + i] = Math.max(-FURTHEST, Math.min(FURTHEST, z));
        }
        if (base == null) {
            return;
        }
        int width = layout.baseLogits();
        int shared = layout.columns.size() + 1;
        for (int c = 0; c < outputs; c++) {
            int to = logitsTo + c * width;
            double prior = prior(c);
            for (int j = 0; j < bins.length; j++) {
                logits[to + j] = expert(bins[j], c, prior);
            }
            logits[to + bins.length] = logit(prior);
            if (c > 0) {
                System.arraycopy(logits, logitsTo + shared, logits, to + shared, width - shared);
            } else {
                shared(row, from, side, sideTo, logits, to + shared);
            }
        }
    }

    private void shared(float[] row, int from, float[] side, int sideTo, float[] logits, int to) {
        int at = to;
        for (int i = 0; i < encoded.length; i++) {
            logits[at++] = Math.max(-bound, Math.min(bound, base.scale() * side[sideTo + i]));
        }
        for (int j = 0; j < bins.length; j++) {
            float[] marks = layout.marksOf[j];
            if (marks == null) {
                continue;
            }
            boolean missing = Float.isNaN(row[from + j]);
            int reached = bins[j] - layout.binAt[j];
            for (int i = 0; i < marks.length; i++) {
                logits[at++] = missing ? 0 : i < reached ? 1 : -1;
            }
        }
    }

    private double prior(int c) {
        return (classes[c] + 0.5) / (rows + (outputs == 1 ? 1 : 0.5 * outputs));
    }

    private float expert(int bin, int c, double prior) {
        return logit((hits[bin * outputs + c] + PRIOR_ROWS * prior) / (seen[bin] + PRIOR_ROWS));
    }

    /** {@code [R + 1]}: an output's logits in each bin of a column, and of π alone in the end. */
    float[][] experts(int c) {
        double prior = prior(c);
        float[][] logits = new float[bins.length + 1][];
        for (int j = 0; j < bins.length; j++) {
            logits[j] = new float[layout.binAt[j + 1] - layout.binAt[j]];
            for (int i = 0; i < logits[j].length; i++) {
                logits[j][i] = expert(layout.binAt[j] + i, c, prior);
            }
        }
        logits[bins.length] = new float[] {logit(prior)};
        return logits;
    }

    private float logit(double p) {
        float logit = (float) Math.log((p + 1e-4) / (1 - p + 1e-4));
        return Math.max(-bound, Math.min(bound, logit));
    }

    /** The bin of each column, counted within all, of the row that was encoded last. */
    int[] bins() {
        return bins;
    }

    /** Takes in the row that was encoded last. */
    void learn(int label) {
        takeIn();
        double kept = base == null ? 1 : 1 - base.forgetting();
        for (int bin : bins) {
            seen[bin] = seen[bin] * kept + 1;
            for (int c = 0; c < outputs; c++) {
                int at = bin * outputs + c;
                hits[at] = hits[at] * kept + target(c, label);
            }
        }
        // The prior is seen by every row, a bin by few of them.
        double keptOfAll = 1 - (1 - kept) / 10;
        rows = rows * keptOfAll + 1;
        for (int c = 0; c < outputs; c++) {
            classes[c] = classes[c] * keptOfAll + target(c, label);
        }
    }

    private int target(int output, int label) {
        return outputs == 1 ? label : label == output ? 1 : 0;
    }

    private void takeIn() {
        count++;
        double share = 1.0 / count;
        for (int i = 0; i < encoded.length; i++) {
            if (known[i]) {
                double d = encoded[i] - mean[i];
                double m = mean[i] + d * share;
                squares[i] += d * (encoded[i] - m);
                mean[i] = m;
            } else {
                // A missing value leaves mean and variance as they are.
                squares[i] += count > 1 ? squares[i] / (count - 1) : 0;
            }
            scale[i] = InputStatistics.scale(count, squares[i]);
        }
    }

    /** The row's numbers, and its bins. */
    private void read(float[] row, int from) {
        Arrays.fill(encoded, 0);
        Arrays.fill(known, true);
        for (int j = 0; j < bins.length; j++) {
            float value = row[from + j];
            boolean missing = Float.isNaN(value);
            int number = layout.numberAt[j];
            float[] marks = layout.marksOf[j];
            if (marks != null) {
                encoded[number] = missing ? 0 : value;
                known[number] = !missing;
                if (layout.numberAt[j + 1] > number + 1) {
                    encoded[number + 1] = missing ? 1 : 0;
                }
                bins[j] = missing ? layout.binAt[j + 1] - 1 : layout.binAt[j] + reached(marks, value);
            } else {
                int own = layout.numberAt[j + 1] - number - 1;
                if (!missing) {
                    encoded[number + Math.min(own, (int) value)] = 1;
                }
                bins[j] = missing ? layout.binAt[j + 1] - 1 : layout.binAt[j] + (int) value;
            }
        }
    }

    /** How many marks a value has reached. */
    private static int reached(float[] marks, float value) {
        int low = 0;
        int high = marks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value >= marks[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
