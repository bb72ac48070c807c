package io.github.jgln.tck;

import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs one case on a backend and beside it on the reference. A context of the backend's that differs from the reference's
 * only in bits within float rounding is followed by the reference, so that outputs and weights are compared along the same
 * contexts; any other difference is an error.
 */
final class Replay {
    /** More than this many errors are only counted. */
    private static final int NAMED_ERRORS = 3;

    /** Statistics are kept in double; only a different order of operations may show. */
    private static final double STATISTICS_TOLERANCE = 1e-9;

    private final ReplayCase replayed;
    private final NetworkSpec spec;
    private final Network network;
    private final Oracle oracle;

    private final List<String> errors = new ArrayList<>();
    private int errorCount;
    private int followedContexts;
    private double maxProbabilityDifference;
    private double maxWeightDifference;
    private double squaredError;
    private double squaredReference;

    private Replay(Network network, ReplayCase replayed) {
        this.network = network;
        this.replayed = replayed;
        this.spec = replayed.state().spec();
        this.oracle = replayed.oracle().get();
    }

    static CaseResult run(Backend backend, ReplayCase replayed) {
        try (Network network = backend.upload(replayed.state())) {
            Replay replay = new Replay(network, replayed);
            replay.learn();
            replay.compareState();
            replay.infer();
            return replay.result();
        }
    }

    private CaseResult result() {
        String measured = String.format(
                Locale.ROOT,
                "%d rows learnt, %d predicted; normalised mean square error %.1e; %d contexts within rounding followed",
                replayed.stream().count(),
                replayed.heldOut().count(),
                squaredReference > 0 ? squaredError / squaredReference : squaredError,
                followedContexts);
        String wrong = String.join("; ", errors)
                + (errorCount > errors.size() ? "; and " + (errorCount - errors.size()) + " more" : "");
        return new CaseResult(
                replayed.name(),
                errorCount == 0,
                maxProbabilityDifference,
                maxWeightDifference,
                errorCount == 0 ? measured : wrong + " (" + measured + ")");
    }

    private void learn() {
        ReplayRows stream = replayed.stream();
        int count = stream.count();
        Rows rows = stream.rows();
        float[] logits = new float[count * spec.predictionWidth()];
        int[][] contexts;
        if (spec.input().runningStatistics()) {
            contexts = learnOneByOne(rows, logits);
        } else {
            contexts = contexts(rows);
            Rates rates = new Rates(replayed.roundedRates(), 0);
            network.learn(rows, stream.base(), replayed.targets(), rates, logits, 0);
        }
        for (int t = 0; t < count; t++) {
            Oracle.Step step = replayed.learn(oracle, t, usable(contexts, t, "row " + t));
            compare("row " + t, step, contexts, logits, t);
        }
    }

    /** With running statistics the contexts of a row are only known once the rows before it have been learnt. */
    private int[][] learnOneByOne(Rows rows, float[] logits) {
        Rows base = replayed.stream().base();
        float[][] rates = replayed.roundedRates();
        int[][] contexts = new int[spec.layers().size()][];
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = new int[rows.count() * perRow(i)];
        }
        for (int t = 0; t < rows.count(); t++) {
            Rows row = rows.part(t, 1);
            int[][] rowContexts = contexts(row);
            for (int i = 0; i < contexts.length; i++) {
                System.arraycopy(rowContexts[i], 0, contexts[i], t * perRow(i), perRow(i));
            }
            Rows rowBase = base.count() == 0 ? base : base.part(t, 1);
            network.learn(
                    row, rowBase, replayed.targets().from(t), new Rates(rates, t), logits, t * spec.predictionWidth());
        }
        return contexts;
    }

    private void infer() {
        ReplayRows heldOut = replayed.heldOut();
        Rows rows = heldOut.rows();
        float[] logits = new float[heldOut.count() * spec.predictionWidth()];
        int[][] contexts = contexts(rows);
        network.infer(rows, heldOut.base(), logits, 0);
        Predictions predictions = new Predictions(heldOut.count(), spec.outputs(), logits);
        for (int t = 0; t < heldOut.count(); t++) {
            String where = "held-out row " + t;
            Oracle.Step step = oracle.infer(heldOut.features()[t], heldOut.baseLogits(t), usable(contexts, t, where));
            compare(where, step, contexts, logits, t);
            if (spec.gaussian().isEmpty()) {
                compareClass(where, step.logits(), predictions.classOf(t));
            }
        }
    }

    private int[][] contexts(Rows rows) {
        int[][] contexts = new int[spec.layers().size()][];
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = new int[rows.count() * perRow(i)];
            network.contexts(rows, i, contexts[i]);
        }
        return contexts;
    }

    private int perRow(int layer) {
        return spec.outputs() * spec.layers().get(layer).neurons();
    }

    /** The backend's contexts of one row, {@code [layer][C·K]}; null if the reference cannot follow them at all. */
    private int[][] usable(int[][] contexts, int t, String where) {
        int[][] ofRow = new int[contexts.length][];
        for (int i = 0; i < contexts.length; i++) {
            LayerSpec layer = spec.layers().get(i);
            ofRow[i] = Arrays.copyOfRange(contexts[i], t * perRow(i), (t + 1) * perRow(i));
            for (int context : ofRow[i]) {
                if (context < 0 || context >= layer.contexts()) {
                    error(
                            "%s, layer %d: expected contexts of 0 to %d, got %d",
                            where, i, layer.contexts() - 1, context);
                    return null;
                }
            }
        }
        return ofRow;
    }

    private void compare(String where, Oracle.Step step, int[][] contexts, float[] logits, int t) {
        for (int i = 0; i < contexts.length; i++) {
            for (int at = 0; at < perRow(i); at++) {
                int different = step.decided()[i][at] ^ contexts[i][t * perRow(i) + at];
                if ((different & ~step.doubtful()[i][at]) != 0) {
                    error(
                            "%s, layer %d, output %d, neuron %d: expected context %d, got %d",
                            where,
                            i,
                            at / spec.layers().get(i).neurons(),
                            at % spec.layers().get(i).neurons(),
                            step.decided()[i][at],
                            contexts[i][t * perRow(i) + at]);
                } else if (different != 0) {
                    followedContexts++;
                }
            }
        }
        for (int c = 0; c < spec.outputs() && spec.gaussian().isPresent(); c++) {
            comparePair(where, c, step.logits(), logits, t * spec.predictionWidth() + 2 * c);
        }
        for (int c = 0; c < spec.outputs() && spec.gaussian().isEmpty(); c++) {
            double expected = step.logits()[c];
            double got = logits[t * spec.outputs() + c];
            double difference = Math.abs(Oracle.sigmoid(got) - Oracle.sigmoid(expected));
            maxProbabilityDifference = Math.max(maxProbabilityDifference, difference);
            squaredError += (got - expected) * (got - expected);
            squaredReference += expected * expected;
            if (!(difference <= replayed.tolerance().probability())) {
                error(
                        "%s, output %d: expected probability %.7f within %.1e, got %.7f",
                        where, c, Oracle.sigmoid(expected), replayed.tolerance().probability(), Oracle.sigmoid(got));
            }
        }
    }

    /**
     * A mean and a variance; means relative to 1 where they are larger, variances to ten times their size, since they are one over a
     * sum whose weights learning takes from.
     */
    private void comparePair(String where, int output, double[] expected, float[] got, int at) {
        double mean = expected[2 * output];
        double variance = expected[2 * output + 1];
        double difference = Math.max(
                Math.abs(got[at] - mean) / Math.max(1, Math.abs(mean)),
                Math.abs(got[at + 1] - variance) / variance / 10);
        maxProbabilityDifference = Math.max(maxProbabilityDifference, difference);
        squaredError += (got[at] - mean) * (got[at] - mean);
        squaredReference += mean * mean;
        if (!(difference <= replayed.tolerance().probability())) {
            error(
                    "%s, output %d: expected mean %.7f and variance %.7g within %.1e, got %.7f and %.7g",
                    where, output, mean, variance, replayed.tolerance().probability(), got[at], got[at + 1]);
        }
    }

    /** Another class is an error unless the two probabilities are as good as equal. */
    private void compareClass(String where, double[] logits, int got) {
        int expected = new Predictions(1, logits.length, Doubles.rounded(logits)).classOf(0);
        double gap = logits.length == 1
                ? Math.abs(Oracle.sigmoid(logits[0]) - 0.5)
                : Oracle.sigmoid(logits[expected]) - Oracle.sigmoid(logits[got]);
        if (got != expected && !(gap <= 2 * replayed.tolerance().probability())) {
            error("%s: expected class %d, got %d", where, expected, got);
        }
    }

    private void compareState() {
        NetworkState before = replayed.state();
        NetworkState after = network.download();
        if (!after.spec().equals(spec)) {
            error("expected the downloaded state of %s, got one of %s", spec, after.spec());
            return;
        }
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerState is = after.layers().get(i);
            LayerState was = before.layers().get(i);
            if (!Arrays.deepEquals(is.hyperplanes(), was.hyperplanes())
                    || !Arrays.deepEquals(is.thresholds(), was.thresholds())
                    || !Arrays.equals(is.biasLogits(), was.biasLogits())) {
                error("layer %d: expected hyperplanes, thresholds and bias logits as they were, got others", i);
            }
            compareWeights(i, is.weights(), oracle.weights(i));
        }
        compareStatistics(before.statistics(), after.statistics());
    }

    private void compareWeights(int layer, float[][][] got, double[][][] expected) {
        for (int c = 0; c < expected.length; c++) {
            for (int k = 0; k < expected[c].length; k++) {
                for (int j = 0; j < expected[c][k].length; j++) {
                    double difference = Math.abs(got[c][k][j] - expected[c][k][j]);
                    maxWeightDifference = Math.max(maxWeightDifference, difference);
                    if (!(difference <= replayed.tolerance().weight())) {
                        int inputs = spec.layers().get(layer).inputs();
                        error(
                                "layer %d, output %d, neuron %d, context %d, input %d: expected weight %.7f within %.1e, got %.7f",
                                layer,
                                c,
                                k,
                                j / inputs,
                                j % inputs,
                                expected[c][k][j],
                                replayed.tolerance().weight(),
                                got[c][k][j]);
                    }
                }
            }
        }
    }

    private void compareStatistics(InputStatistics before, InputStatistics after) {
        if (!spec.input().runningStatistics()) {
            if (!after.equals(before)) {
                error("expected fixed statistics as they were, got others");
            }
            return;
        }
        if (after.count() != oracle.count()) {
            error("expected statistics of %d rows, got %d", oracle.count(), after.count());
        }
        for (int j = 0; j < spec.inputs(); j++) {
            double mean = oracle.mean()[j];
            double squares = oracle.squares()[j];
            double size = mean * mean * oracle.count() + squares;
            if (!(Math.abs(after.mean()[j] - mean) <= STATISTICS_TOLERANCE * (1 + Math.abs(mean)))
                    || !(Math.abs(after.squares()[j] - squares) <= STATISTICS_TOLERANCE * (1 + size))) {
                error(
                        "feature %d: expected mean %s and squares %s, got %s and %s",
                        j, mean, squares, after.mean()[j], after.squares()[j]);
            }
        }
    }

    private void error(String format, Object... arguments) {
        errorCount++;
        if (errors.size() < NAMED_ERRORS) {
            errors.add(String.format(Locale.ROOT, format, arguments));
        }
    }
}
