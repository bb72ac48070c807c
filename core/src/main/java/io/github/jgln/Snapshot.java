package io.github.jgln;

import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.PlainRowLogits;
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
    private final RowCheck check;
    private final int features;
    private final SnapshotLayer[] layers;
    private final long rowsLearned;
    /** Null where no Gaussians are mixed. */
    private final GaussianForward gaussian;

    private final ThreadLocal<Scratch> scratches;

    /** @param model whose numbers nobody may write to any more */
    Snapshot(SavedModel model) {
        NetworkState state = model.state();
        this.spec = state.spec();
        this.check = new RowCheck(model.config());
        this.features = model.config().features();
        this.rowsLearned = model.rowsLearned();
        this.layers = new SnapshotLayer[spec.layers().size()];
        int neurons = 0;
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new SnapshotLayer(
                    spec.layers().get(i), state.layers().get(i), spec.inputs(), spec.skippedInputs(i));
            neurons = Math.max(neurons, spec.layers().get(i).neurons());
        }
        int width = Math.max(spec.basePredictions(), neurons);
        this.gaussian =
                spec.gaussian().map(mixing -> new GaussianForward(spec, layers)).orElse(null);
        RowPreparation preparation = new RowPreparation(spec, model.config(), state.input());
        this.scratches = ThreadLocal.withInitial(
                () -> new Scratch(spec, features, state.statistics(), preparation.forThread(), width));
    }

    /** What one row needs: itself, z, the base logits, and the logits of two layers in turn. */
    private static final class Scratch {
        private final RowPreparation preparation;
        private final HostInputs inputs;
        private final Rows row;
        private final int baseWidth;
        /** Whether base predictions are pairs, which the host makes always. */
        private final boolean pairs;

        final float[] side;
        /** {@code [1 or C][K0]}. */
        final float[] base;

        final float[] one;
        final float[] other;

        Scratch(NetworkSpec spec, int features, InputStatistics statistics, RowPreparation preparation, int width) {
            this.preparation = preparation;
            this.pairs = spec.gaussian().isPresent();
            this.baseWidth = spec.basePredictions() * spec.mixing().width();
            int copies = spec.baseCopies();
            inputs = new HostInputs(
                    spec.input(),
                    spec.gaussian().isPresent() ? 0 : spec.logitBound(),
                    statistics,
                    new PlainRowLogits(),
                    new HostInputs.Layout(1, baseWidth, copies, baseWidth));
            row = Rows.of(new float[features], features);
            side = new float[spec.inputs()];
            base = new float[copies * baseWidth];
            one = new float[width];
            other = new float[width];
        }

        /** Side information and base logits of a row. */
        void read(float[] rows, int offset) {
            System.arraycopy(rows, offset, row.values(), 0, row.features());
            Rows seen = preparation.seen(row);
            Rows given = preparation.base(seen, Rows.NONE);
            if (pairs) {
                System.arraycopy(given.values(), given.offset(), base, 0, base.length);
                given = Rows.NONE;
            }
            inputs.prepare(seen, given, false, side, base, 0);
        }

        /** Where an output's base logits begin. */
        int baseOf(int output) {
            return base.length == baseWidth ? 0 : output * baseWidth;
        }
    }

    /** The numbers in a row as it is given. */
    public int inputSize() {
        return features;
    }

    /** As {@link GLN#outputs}. */
    public int outputs() {
        return spec.predictionWidth();
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
        requireClasses();
        float[] logits = new float[spec.outputs()];
        check.row(row);
        infer(row, 0, logits, 0);
        return Predictions.classOf(logits, 0, logits.length);
    }

    /**
     * The class of one row and its probabilities; allocates nothing.
     *
     * @param probabilities written: {@code [C]}
     */
    public int predict(float[] row, float[] probabilities) {
        requireClasses();
        RowCheck.probabilities(probabilities, spec.outputs());
        check.row(row);
        infer(row, 0, probabilities, 0);
        int best = Predictions.classOf(probabilities, 0, probabilities.length);
        Predictions.probabilities(spec.coupling(), probabilities, 0, probabilities, 0, probabilities.length);
        return best;
    }

    /**
     * All that can be said of some rows: logits, probabilities, classes.
     *
     * @param rows {@code rowCount × N}, row-major
     */
    public Predictions infer(float[] rows, int rowCount) {
        requireClasses();
        check.rows(rows, rowCount);
        float[] logits = new float[RowCheck.product(rowCount, spec.outputs(), "predictions")];
        for (int t = 0; t < rowCount; t++) {
            infer(rows, t * features, logits, t * spec.outputs());
        }
        return new Predictions(rowCount, spec.outputs(), spec.coupling(), logits);
    }

    /**
     * A normal distribution for each row and number, of a model that learns numbers.
     *
     * @param rows {@code rowCount × N}, row-major
     * @throws IllegalStateException when it learns classes
     */
    public Gaussians predictDistribution(float[] rows, int rowCount) {
        if (gaussian == null) {
            throw new IllegalStateException("this model learns classes; ask infer");
        }
        check.rows(rows, rowCount);
        float[] pairs = new float[RowCheck.product(rowCount, spec.predictionWidth(), "predictions")];
        for (int t = 0; t < rowCount; t++) {
            Scratch scratch = scratches.get();
            scratch.read(rows, t * features);
            int to = t * spec.predictionWidth();
            for (int c = 0; c < spec.outputs(); c++) {
                gaussian.of(c, scratch.side, scratch.base, scratch.baseOf(c)).prediction(pairs, to + 2 * c);
            }
            scratch.preparation.finish(pairs, to, 1, null);
        }
        return new Gaussians(rowCount, spec.outputs(), pairs);
    }

    private void requireClasses() {
        if (gaussian != null) {
            throw new IllegalStateException("this model learns numbers; ask predictDistribution");
        }
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
        check.row(row);
        Objects.requireNonNull(clipping);
        Scratch scratch = scratches.get();
        scratch.read(row, 0);
        List<Contributions.Output> outputs = new ArrayList<>();
        if (gaussian != null) {
            return contributions(scratch);
        }
        for (int c = 0; c < spec.outputs(); c++) {
            outputs.add(new Unrolled(c, scratch).output(clipping));
        }
        return new Contributions(scratch.base.clone(), outputs);
    }

    /** Of a regression: in the unit of the targets. */
    private Contributions contributions(Scratch scratch) {
        List<Contributions.Output> outputs = new ArrayList<>();
        float[] pairs = new float[spec.predictionWidth()];
        for (int c = 0; c < spec.outputs(); c++) {
            GaussianForward.Row row = gaussian.of(c, scratch.side, scratch.base, scratch.baseOf(c));
            row.prediction(pairs, 2 * c);
            outputs.add(scratch.preparation.inUnits(c, row.contributions(pairs[2 * c])));
        }
        float[] means = new float[scratch.base.length / 2];
        for (int i = 0; i < means.length; i++) {
            means[i] = scratch.base[2 * i];
        }
        return new Contributions(means, outputs);
    }

    /** One output's network with the logits it had for a row, to be followed back from the output to the base logits. */
    private final class Unrolled {
        private final int output;
        private final float[][] mixed = new float[layers.length][];
        private final int[][] weightRows = new int[layers.length][];

        Unrolled(int output, Scratch scratch) {
            this.output = output;
            int baseFrom = scratch.baseOf(output);
            float[] below = scratch.base;
            int belowFrom = baseFrom;
            for (int i = 0; i < layers.length; i++) {
                int neurons = layers[i].spec().neurons();
                mixed[i] = new float[neurons];
                weightRows[i] = new int[neurons];
                float[] above = new float[neurons];
                for (int k = 0; k < neurons; k++) {
                    weightRows[i][k] = layers[i].weightRow(output, k, scratch.side);
                    mixed[i][k] = layers[i].mix(output, k, scratch.side, below, belowFrom, scratch.base, baseFrom);
                    above[k] = bounded(mixed[i][k]);
                }
                below = above;
                belowFrom = 0;
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
        scratch.read(rows, offset);
        for (int c = 0; c < spec.outputs(); c++) {
            int baseFrom = scratch.baseOf(c);
            float[] below = scratch.base;
            int belowFrom = baseFrom;
            float[] above = scratch.one;
            for (SnapshotLayer layer : layers) {
                for (int k = 0; k < layer.spec().neurons(); k++) {
                    above[k] = bounded(layer.mix(c, k, scratch.side, below, belowFrom, scratch.base, baseFrom));
                }
                below = above;
                belowFrom = 0;
                above = below == scratch.one ? scratch.other : scratch.one;
            }
            int last = layers[layers.length - 1].spec().neurons();
            float sum = 0;
            for (int k = 0; k < last; k++) {
                sum += below[k];
            }
            logits[to + c] = sum / last;
        }
    }

    private float bounded(float logit) {
        return Math.max(-spec.logitBound(), Math.min(spec.logitBound(), logit));
    }
}
