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
    /** A float64 replay agrees to about 3e-15; what is further off is another model. */
    static final double TOLERANCE = 1e-10;

    private final GoldenCase golden;
    private final GoldenFiles files;
    private final ReplayCase replay;
    private final List<LayerSpec> layers;
    private final int outputs;

    GoldenAgreement(GoldenCase golden) {
        this.golden = golden;
        this.files = golden.files();
        this.replay = golden.replayCase();
        this.layers = replay.state().spec().layers();
        this.outputs = replay.state().spec().outputs();
    }

    /**
     * Requires agreement.
     *
     * @throws IOException naming the first number that differs
     */
    void require() throws IOException {
        Oracle oracle = replay.oracle().get();
        List<Oracle.Step> learnt = new ArrayList<>();
        ReplayRows stream = replay.stream();
        for (int t = 0; t < stream.count(); t++) {
            learnt.add(oracle.learn(
                    stream.features()[t], stream.baseLogits(t), replay.labels()[t], replay.rates(t), null));
        }
        requireProbabilities("probs_online.npy", learnt);
        for (int i = 0; i < layers.size(); i++) {
            requireContexts("layer" + i + "_context_index.npy", i, learnt);
            requireOutputs("layer" + i + "_out_logits.npy", i, learnt);
            requireWeights("layer" + i + "_weights_final.npy", i, oracle);
        }
        List<Oracle.Step> predicted = new ArrayList<>();
        ReplayRows heldOut = replay.heldOut();
        for (int t = 0; t < heldOut.count(); t++) {
            predicted.add(oracle.infer(heldOut.features()[t], heldOut.baseLogits(t), null));
        }
        if (!predicted.isEmpty()) {
            requireProbabilities("probs_heldout.npy", predicted);
            requireClasses("classes_heldout.npy", predicted);
        }
    }

    private void requireProbabilities(String file, List<Oracle.Step> steps) throws IOException {
        if (files.has(file)) {
            double[] expected = files.values(file, steps.size(), outputs);
            for (int at = 0; at < expected.length; at++) {
                double logit = steps.get(at / outputs).logits()[at % outputs];
                requireClose(file, at, expected[at], Oracle.sigmoid(logit));
            }
        }
    }

    private void requireClasses(String file, List<Oracle.Step> steps) throws IOException {
        if (files.has(file)) {
            double[] expected = files.values(file, steps.size());
            for (int t = 0; t < expected.length; t++) {
                float[] logits = Doubles.rounded(steps.get(t).logits());
                requireClose(file, t, expected[t], new Predictions(1, outputs, logits).classOf(0));
            }
        }
    }

    private void requireContexts(String file, int layer, List<Oracle.Step> steps) throws IOException {
        if (files.has(file)) {
            int perRow = outputs * layers.get(layer).neurons();
            double[] expected =
                    files.values(file, steps.size(), outputs, layers.get(layer).neurons());
            for (int at = 0; at < expected.length; at++) {
                requireClose(file, at, expected[at], steps.get(at / perRow).contexts()[layer][at % perRow]);
            }
        }
    }

    /** Traced outputs are {@code [row][slot][output]}; slot 0 may be the constant. */
    private void requireOutputs(String file, int layer, List<Oracle.Step> steps) throws IOException {
        if (files.has(file)) {
            int size = golden.size(layer);
            int neurons = layers.get(layer).neurons();
            double[] expected = files.values(file, steps.size(), size, outputs);
            for (int t = 0; t < steps.size(); t++) {
                for (int k = 0; k < neurons; k++) {
                    for (int c = 0; c < outputs; c++) {
                        int at = (t * size + size - neurons + k) * outputs + c;
                        requireClose(file, at, expected[at], steps.get(t).outputs()[layer][c * neurons + k]);
                    }
                }
            }
        }
    }

    private void requireWeights(String file, int layer, Oracle oracle) throws IOException {
        if (files.has(file)) {
            double[][][] expected = golden.weights(file, layers.get(layer));
            double[][][] got = oracle.weights(layer);
            for (int c = 0; c < expected.length; c++) {
                for (int k = 0; k < expected[c].length; k++) {
                    for (int j = 0; j < expected[c][k].length; j++) {
                        requireClose(file + ", output " + c + ", neuron " + k, j, expected[c][k][j], got[c][k][j]);
                    }
                }
            }
        }
    }

    private void requireClose(String what, int at, double expected, double got) throws IOException {
        files.require(
                Math.abs(expected - got) <= TOLERANCE,
                what,
                expected + " at " + at + ", as PyGLN computed",
                got + " from the reference");
    }
}
