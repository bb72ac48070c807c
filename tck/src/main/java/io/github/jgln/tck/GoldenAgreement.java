package io.github.jgln.tck;

import io.github.jgln.Predictions;
import io.github.jgln.spi.LayerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a golden case on the reference and compares it with every array the case has. Whoever agrees with the reference
 * then agrees with the arrays.
 */
final class GoldenAgreement {
    /** Differences up to here are never looked into: a float64 replay of a small case agrees to about 3e-15. */
    static final double FLOOR = 1e-10;

    /** Differences beyond are never put down to rounding: a step left out moves weights by far more. */
    private static final double CEILING = 1e-7;

    private static final double DOUBLE = 0x1p-53;
    private static final double FLOAT = 0x1p-24;

    private final GoldenCase golden;
    private final GoldenFiles files;
    private final ReplayCase replay;
    private final List<LayerSpec> layers;
    private final int outputs;

    /**
     * A row on the reference.
     *
     * @param off how far each output may be from that of another run, {@code [layer][C·K]}
     */
    private record Replayed(Oracle.Step step, double[][] off) {}

    GoldenAgreement(GoldenCase golden) {
        this.golden = golden;
        this.files = golden.files();
        this.replay = golden.replayCase();
        this.layers = replay.state().spec().layers();
        this.outputs = replay.state().spec().outputs();
    }

    /**
     * Requires agreement within what rounding may have done to the two runs by then.
     *
     * @return how far a backend, which computes in float, may be from the reference
     * @throws IOException naming the first number that differs
     */
    Tolerance require() throws IOException {
        Oracle oracle = replay.oracle().get();
        RoundingBound bound = new RoundingBound(replay.state().spec(), oracle, DOUBLE, 0);
        RoundingBound ofBackends = new RoundingBound(replay.state().spec(), oracle, FLOAT, FLOAT);
        List<Replayed> learnt = new ArrayList<>();
        ReplayRows stream = replay.stream();
        for (int t = 0; t < stream.count(); t++) {
            double[] x = stream.features()[t];
            int label = replay.labels()[t];
            Oracle.Step before = oracle.infer(x, stream.baseLogits(t), null);
            learnt.add(new Replayed(before, bound.row(before, label, replay.rates(t))));
            ofBackends.row(before, label, replay.rates(t));
            oracle.learn(x, stream.baseLogits(t), label, replay.rates(t), null);
        }
        requireProbabilities("probs_online.npy", learnt);
        for (int i = 0; i < layers.size(); i++) {
            requireContexts("layer" + i + "_context_index.npy", i, learnt);
            requireOutputs("layer" + i + "_out_logits.npy", i, learnt);
            requireWeights("layer" + i + "_weights_final.npy", i, oracle, bound);
        }
        List<Replayed> predicted = new ArrayList<>();
        ReplayRows heldOut = replay.heldOut();
        for (int t = 0; t < heldOut.count(); t++) {
            Oracle.Step step = oracle.infer(heldOut.features()[t], heldOut.baseLogits(t), null);
            predicted.add(new Replayed(step, bound.row(step, 0, null)));
            ofBackends.row(step, 0, null);
        }
        if (!predicted.isEmpty()) {
            requireProbabilities("probs_heldout.npy", predicted);
            requireClasses("classes_heldout.npy", predicted);
        }
        return Tolerance.golden(ofBackends);
    }

    private void requireProbabilities(String file, List<Replayed> rows) throws IOException {
        if (files.has(file)) {
            double[] expected = files.values(file, rows.size(), outputs);
            for (int at = 0; at < expected.length; at++) {
                Replayed row = rows.get(at / outputs);
                double got = Oracle.sigmoid(row.step().logits()[at % outputs]);
                // The one neuron of the last layer; σ is nowhere steeper than 1/4.
                requireClose(file, at, expected[at], got, row.off()[layers.size() - 1][at % outputs] / 4);
            }
        }
    }

    private void requireClasses(String file, List<Replayed> rows) throws IOException {
        if (files.has(file)) {
            double[] expected = files.values(file, rows.size());
            for (int t = 0; t < expected.length; t++) {
                float[] logits = Doubles.rounded(rows.get(t).step().logits());
                requireClose(file, t, expected[t], new Predictions(1, outputs, logits).classOf(0), 0);
            }
        }
    }

    private void requireContexts(String file, int layer, List<Replayed> rows) throws IOException {
        if (files.has(file)) {
            int perRow = outputs * layers.get(layer).neurons();
            double[] expected =
                    files.values(file, rows.size(), outputs, layers.get(layer).neurons());
            for (int at = 0; at < expected.length; at++) {
                int got = rows.get(at / perRow).step().contexts()[layer][at % perRow];
                requireClose(file, at, expected[at], got, 0);
            }
        }
    }

    /** Traced outputs are {@code [row][slot][output]}; slot 0 may be the constant. */
    private void requireOutputs(String file, int layer, List<Replayed> rows) throws IOException {
        if (files.has(file)) {
            int size = golden.size(layer);
            int neurons = layers.get(layer).neurons();
            double[] expected = files.values(file, rows.size(), size, outputs);
            for (int t = 0; t < rows.size(); t++) {
                for (int k = 0; k < neurons; k++) {
                    for (int c = 0; c < outputs; c++) {
                        int at = (t * size + size - neurons + k) * outputs + c;
                        Replayed row = rows.get(t);
                        double got = row.step().outputs()[layer][c * neurons + k];
                        requireClose(file, at, expected[at], got, row.off()[layer][c * neurons + k]);
                    }
                }
            }
        }
    }

    private void requireWeights(String file, int layer, Oracle oracle, RoundingBound bound) throws IOException {
        if (files.has(file)) {
            double[][][] expected = golden.weights(file, layers.get(layer));
            double[][][] got = oracle.weights(layer);
            for (int c = 0; c < expected.length; c++) {
                for (int k = 0; k < expected[c].length; k++) {
                    for (int j = 0; j < expected[c][k].length; j++) {
                        String where = file + ", output " + c + ", neuron " + k;
                        double off = bound.ofWeights(
                                layer, c, k, j / layers.get(layer).inputs());
                        requireClose(where, j, expected[c][k][j], got[c][k][j], off);
                    }
                }
            }
        }
    }

    private void requireClose(String what, int at, double expected, double got, double off) throws IOException {
        double tolerance = Math.max(FLOOR, Math.min(CEILING, off));
        files.require(
                Math.abs(expected - got) <= tolerance,
                what,
                expected + " at " + at + ", as PyGLN computed, within " + tolerance,
                got + " from the reference");
    }
}
