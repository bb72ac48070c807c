package io.github.jgln;

import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A model as it was at one moment, which predicts and never changes: any number of threads may share one, without locks,
 * while the model it was taken from learns on. From {@link GLN#snapshot} or {@link SavedModel#snapshot}.
 *
 * <p>It computes by itself, in plain Java, whatever backend the model runs on: a network of a backend serves one thread at a
 * time and holds a device, neither of which suits a server's threads. Its predictions agree with {@link GLN#infer} up to
 * float rounding; where {@code h · z} is within rounding of {@code b}, the two may pick different contexts, as two backends
 * may. A batch on many cores is faster with the model itself.
 *
 * <p>Each thread keeps a scratch of a few rows for as long as it lives or the snapshot does, so single rows allocate nothing
 * but at a thread's first. The numbers take as much memory as the network's. A {@link BasePredictor.Custom}'s function is
 * called by all these threads and must bear it.
 */
public final class Snapshot {
    private final NetworkSpec spec;
    private final Layer[] layers;
    /** Null but for whitened base logits. */
    private final Whitener whitener;

    private final float[] mean;
    private final float[] scale;
    private final long rowsLearned;
    private final ThreadLocal<Scratch> scratches;

    /**
     * @param state not copied: nobody may write to it any more
     * @param unitRows whether rows are divided by their length first
     */
    Snapshot(NetworkState state, boolean unitRows, long rowsLearned) {
        this.spec = state.spec();
        this.whitener = state.projection() == null ? null : new Whitener(state.projection());
        this.rowsLearned = rowsLearned;
        this.layers = new Layer[spec.layers().size()];
        int widest = spec.basePredictions();
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new Layer(spec.layers().get(i), state.layers().get(i), spec.inputs(), spec.skippedInputs(i));
            widest = Math.max(widest, spec.layers().get(i).neurons());
        }
        int n = spec.inputs();
        this.mean = new float[n];
        this.scale = new float[n];
        InputStatistics statistics = state.statistics();
        for (int j = 0; j < n; j++) {
            mean[j] = (float) statistics.mean()[j];
            scale[j] = statistics.scale(j);
        }
        int width = widest;
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(
                new float[unitRows ? n : 0],
                new float[n],
                new float[spec.basePredictions()],
                whitener == null ? null : whitener.scratch(),
                new float[width],
                new float[width]));
    }

    private record Layer(LayerSpec spec, LayerState state, int sideInputs, int skippedInputs) {
        /** How many logits of the layer below it reads. */
        int belowInputs() {
            return spec.predictionInputs() - skippedInputs;
        }

        /** The neuron's logit for the logits below, and the base logits where it reads them too, without the clip. */
        float mix(int c, int k, float[] side, float[] below, float[] base) {
            float[] weights = state.weights()[c][k];
            int row = weightRow(c, k, side);
            int inputs = spec.predictionInputs();
            float sum = dot(weights, row, below, belowInputs());
            if (skippedInputs > 0) {
                sum += dot(weights, row + belowInputs(), base, skippedInputs);
            }
            return spec.bias() ? sum + weights[row + inputs] * state.biasLogits()[c] : sum;
        }

        /** Where the weight row begins that the neuron's context picks. */
        int weightRow(int c, int k, float[] side) {
            float[] hyperplanes = state.hyperplanes()[c][k];
            float[] thresholds = state.thresholds()[c][k];
            int context = 0;
            for (int j = 0; j < thresholds.length; j++) {
                if (dot(hyperplanes, j * sideInputs, side, sideInputs) > thresholds[j]) {
                    context |= 1 << j;
                }
            }
            return context * spec.inputs();
        }

        /** Eight sums, so that additions overlap. */
        private static float dot(float[] a, int from, float[] b, int length) {
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            float s4 = 0;
            float s5 = 0;
            float s6 = 0;
            float s7 = 0;
            int i = 0;
            for (; i <= length - 8; i += 8) {
                s0 += a[from + i] * b[i];
                s1 += a[from + i + 1] * b[i + 1];
                s2 += a[from + i + 2] * b[i + 2];
                s3 += a[from + i + 3] * b[i + 3];
                s4 += a[from + i + 4] * b[i + 4];
                s5 += a[from + i + 5] * b[i + 5];
                s6 += a[from + i + 6] * b[i + 6];
                s7 += a[from + i + 7] * b[i + 7];
            }
            for (; i < length; i++) {
                s0 += a[from + i] * b[i];
            }
            return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        }
    }

    /** What one row needs: itself where it is not taken as it is, z, the base logits, what they are projected by, and the logits of two layers in turn. */
    private record Scratch(
            float[] row, float[] side, float[] base, Whitener.Scratch whitening, float[] one, float[] other) {}

    /** N, the features of a row. */
    public int inputSize() {
        return spec.inputs();
    }

    /** C: 1 for two classes, else the number of classes. */
    public int outputs() {
        return spec.outputs();
    }

    /** How many rows the model had learnt. */
    public long rowsLearned() {
        return rowsLearned;
    }

    /**
     * The class of one row.
     *
     * @throws IllegalArgumentException for a wrong length or a number that is not finite
     */
    public int predict(float[] row) {
        float[] logits = new float[spec.outputs()];
        RowCheck.rows(row, 1, spec.inputs());
        infer(row, 0, logits, 0);
        return Predictions.classOf(logits, 0, logits.length);
    }

    /**
     * The class of one row and its probabilities; allocates nothing.
     *
     * @param probabilities written: {@code [C]}
     */
    public int predict(float[] row, float[] probabilities) {
        RowCheck.probabilities(probabilities, spec.outputs());
        RowCheck.rows(row, 1, spec.inputs());
        infer(row, 0, probabilities, 0);
        int best = Predictions.classOf(probabilities, 0, probabilities.length);
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = Predictions.sigmoid(probabilities[c]);
        }
        return best;
    }

    /**
     * All that can be said of some rows: logits, probabilities, classes.
     *
     * @param rows {@code rowCount × N}, row-major
     */
    public Predictions infer(float[] rows, int rowCount) {
        RowCheck.rows(rows, rowCount, spec.inputs());
        float[] logits = new float[RowCheck.product(rowCount, spec.outputs(), "predictions")];
        for (int t = 0; t < rowCount; t++) {
            infer(rows, t * spec.inputs(), logits, t * spec.outputs());
        }
        return new Predictions(rowCount, spec.outputs(), logits);
    }

    /** As {@link #contributions(float[], Contributions.Clipping)}, clipped neurons being scaled. */
    public Contributions contributions(float[] row) {
        return contributions(row, Contributions.Clipping.SCALED);
    }

    /**
     * How the network comes to its logits for one row, which are those of {@link #infer} bit for bit. Takes about two
     * predictions' time and memory for the weights of each output.
     *
     * @param row {@code [N]}
     * @param clipping how clipped neurons are accounted for
     * @throws IllegalArgumentException for a wrong length or a number that is not finite
     */
    public Contributions contributions(float[] row, Contributions.Clipping clipping) {
        RowCheck.rows(row, 1, spec.inputs());
        Objects.requireNonNull(clipping);
        Scratch scratch = scratches.get();
        read(row, 0, scratch);
        List<Contributions.Output> outputs = new ArrayList<>();
        for (int c = 0; c < spec.outputs(); c++) {
            outputs.add(new Unrolled(c, scratch.side(), scratch.base()).output(clipping));
        }
        return new Contributions(scratch.base().clone(), outputs);
    }

    /** One output's network with the logits it had for a row, to be followed back from the output to the base logits. */
    private final class Unrolled {
        private final int output;
        private final float[][] mixed = new float[layers.length][];
        private final int[][] weightRows = new int[layers.length][];

        Unrolled(int output, float[] side, float[] base) {
            this.output = output;
            float[] below = base;
            for (int i = 0; i < layers.length; i++) {
                int neurons = layers[i].spec().neurons();
                mixed[i] = new float[neurons];
                weightRows[i] = new int[neurons];
                float[] above = new float[neurons];
                for (int k = 0; k < neurons; k++) {
                    weightRows[i][k] = layers[i].weightRow(output, k, side);
                    mixed[i][k] = layers[i].mix(output, k, side, below, base);
                    above[k] = bounded(mixed[i][k]);
                }
                below = above;
            }
        }

        /** From the output down: of what each neuron said, how much went into the output. */
        Contributions.Output output(Contributions.Clipping clipping) {
            int top = layers.length - 1;
            double offset = 0;
            int clipped = 0;
            int neurons = mixed[top].length;
            double[] shares = new double[neurons];
            Arrays.fill(shares, 1.0 / neurons);
            double[] skipped = new double[spec.basePredictions()];
            for (int i = top; i >= 0; i--) {
                int inputs = layers[i].spec().predictionInputs();
                int fromBelow = layers[i].belowInputs();
                double[] below = new double[fromBelow];
                for (int k = 0; k < shares.length; k++) {
                    double share = shares[k];
                    float sum = mixed[i][k];
                    if (i < top && bounded(sum) != sum) {
                        clipped++;
                        if (clipping == Contributions.Clipping.CONSTANT) {
                            offset += share * bounded(sum);
                            continue;
                        }
                        share *= bounded(sum) / (double) sum;
                    }
                    float[] weights = layers[i].state().weights()[output][k];
                    int row = weightRows[i][k];
                    for (int j = 0; j < fromBelow; j++) {
                        below[j] += share * weights[row + j];
                    }
                    for (int j = fromBelow; j < inputs; j++) {
                        skipped[j - fromBelow] += share * weights[row + j];
                    }
                    if (layers[i].spec().bias()) {
                        offset += share
                                * weights[row + inputs]
                                * layers[i].state().biasLogits()[output];
                    }
                }
                shares = below;
            }
            for (int j = 0; j < shares.length; j++) {
                shares[j] += skipped[j];
            }
            float sum = 0;
            float boundedSum = 0;
            for (float logit : mixed[top]) {
                sum += logit;
                boundedSum += bounded(logit);
            }
            return new Contributions.Output(shares, offset, sum / neurons, boundedSum / neurons, clipped);
        }
    }

    private void infer(float[] rows, int offset, float[] logits, int to) {
        Scratch scratch = scratches.get();
        read(rows, offset, scratch);
        for (int c = 0; c < spec.outputs(); c++) {
            float[] below = scratch.base();
            float[] above = scratch.one();
            for (Layer layer : layers) {
                for (int k = 0; k < layer.spec().neurons(); k++) {
                    above[k] = bounded(layer.mix(c, k, scratch.side(), below, scratch.base()));
                }
                below = above;
                above = below == scratch.one() ? scratch.other() : scratch.one();
            }
            int last = layers[layers.length - 1].spec().neurons();
            float sum = 0;
            for (int k = 0; k < last; k++) {
                sum += below[k];
            }
            logits[to + c] = sum / last;
        }
    }

    /** Side information and base logits of a row. */
    private void read(float[] rows, int offset, Scratch scratch) {
        float[] from = rows;
        int at = offset;
        if (scratch.row().length > 0) {
            UnitRows.divide(rows, offset, 1, spec.inputs(), scratch.row());
            from = scratch.row();
            at = 0;
        }
        side(from, at, scratch.side());
        baseLogits(from, at, scratch.base(), scratch.whitening());
    }

    private void side(float[] rows, int offset, float[] side) {
        boolean scaled = spec.sideInformation() == SideInformation.STANDARDISED;
        if (!spec.sideInformation().usesStatistics()) {
            System.arraycopy(rows, offset, side, 0, side.length);
            return;
        }
        for (int j = 0; j < side.length; j++) {
            float centred = rows[offset + j] - mean[j];
            side[j] = scaled ? centred * scale[j] : centred;
        }
    }

    private void baseLogits(float[] rows, int offset, float[] logits, Whitener.Scratch whitening) {
        BasePredictor predictor = spec.basePredictor();
        if (predictor instanceof BasePredictor.RowMinMax) {
            minMaxLogits(rows, offset, logits);
        } else if (predictor instanceof BasePredictor.Clip) {
            for (int j = 0; j < logits.length; j++) {
                logits[j] = logit(rows[offset + j]);
            }
        } else if (predictor instanceof BasePredictor.StandardisedSigmoid) {
            for (int j = 0; j < logits.length; j++) {
                logits[j] = bounded((rows[offset + j] - mean[j]) * scale[j]);
            }
        } else if (predictor instanceof BasePredictor.CentredLogits centred) {
            for (int j = 0; j < logits.length; j++) {
                logits[j] = bounded((rows[offset + j] - mean[j]) * centred.scale());
            }
        } else if (predictor instanceof BasePredictor.ConstantPrior prior) {
            Arrays.fill(logits, logit(prior.probability()));
        } else if (predictor instanceof BasePredictor.Whitened) {
            whitener.map(rows, offset, 1, spec.logitBound(), logits, whitening);
        } else if (predictor instanceof BasePredictor.Custom custom) {
            RowCheck.customLogits(custom, rows, offset, spec.inputs(), 1, spec.logitBound(), logits);
        }
    }

    private void minMaxLogits(float[] rows, int offset, float[] logits) {
        // In double precision, where the range of two floats is always finite.
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < spec.inputs(); j++) {
            min = Math.min(min, rows[offset + j]);
            max = Math.max(max, rows[offset + j]);
        }
        for (int j = 0; j < logits.length; j++) {
            logits[j] = max > min ? logit((rows[offset + j] - min) / (max - min)) : 0;
        }
    }

    private float logit(double p) {
        double epsilon = spec.predictionClipping();
        return p <= epsilon
                ? -spec.logitBound()
                : p >= 1 - epsilon ? spec.logitBound() : bounded((float) Math.log(p / (1 - p)));
    }

    private float bounded(float logit) {
        return Math.max(-spec.logitBound(), Math.min(spec.logitBound(), logit));
    }
}
