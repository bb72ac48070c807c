package com.example.toy;

import io.github.jgln.Coupling;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.spi.HostInputs;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.PlainRowLogits;
import io.github.jgln.spi.Rates;
import java.util.ArrayList;
import java.util.List;

/** A network as plain arrays. Every sum runs in the same order whatever the call, so results are the same bit for bit. */
final class ToyNetwork implements Network {
    private final NetworkSpec spec;
    private final List<LayerState> layers;
    private final InputState given;
    /** Makes side information and base logits of a row, and takes it into the running statistics. */
    private final HostInputs hostInputs;

    private final float[] z;
    /** {@code [1 or C][K0]}. */
    private final float[] base;

    ToyNetwork(NetworkState state) {
        this.spec = state.spec();
        this.layers = copy(state.layers());
        this.given = state.input();
        int width = spec.basePredictions();
        this.hostInputs = new HostInputs(
                spec.input(),
                spec.logitBound(),
                state.statistics(),
                new PlainRowLogits(),
                new HostInputs.Layout(1, width, spec.baseCopies(), width));
        this.z = new float[spec.inputs()];
        this.base = new float[spec.baseCopies() * width];
    }

    @Override
    public void infer(Rows rows, Rows baseLogits, float[] out, int outFrom) {
        for (int t = 0; t < rows.count(); t++) {
            prepare(rows, baseLogits, t, false);
            run(null, 0, out, outFrom + t * spec.outputs());
        }
    }

    @Override
    public void learn(Rows rows, Rows baseLogits, Targets targets, Rates rates, float[] out, int outFrom) {
        Targets.Classes classes = (Targets.Classes) targets;
        float[] ofRow = new float[layers.size()];
        for (int t = 0; t < rows.count(); t++) {
            prepare(rows, baseLogits, t, true);
            for (int i = 0; i < ofRow.length; i++) {
                ofRow[i] = rates.ofLayer()[i][rates.from() + t];
            }
            run(ofRow, classes.get(t), out, outFrom + t * spec.outputs());
        }
    }

    @Override
    public void contexts(Rows rows, int layer, int[] contexts) {
        int neurons = spec.layers().get(layer).neurons();
        for (int t = 0; t < rows.count(); t++) {
            prepare(rows, Rows.NONE, t, false);
            for (int at = 0; at < spec.outputs() * neurons; at++) {
                contexts[t * spec.outputs() * neurons + at] = context(layer, at / neurons, at % neurons);
            }
        }
    }

    @Override
    public NetworkState download() {
        return new NetworkState(spec, copy(layers), given.with(hostInputs.statistics()));
    }

    @Override
    public long memoryBytes() {
        return 4 * (spec.weights() + spec.halfspaces() * (spec.inputs() + 1));
    }

    @Override
    public void close() {}

    /** A row at a time, so that it may be taken into the statistics at once: what was made of it stays. */
    private void prepare(Rows rows, Rows baseLogits, int t, boolean learning) {
        Rows ofRow = baseLogits.count() == 0 ? Rows.NONE : baseLogits.part(t, 1);
        hostInputs.prepare(rows.part(t, 1), ofRow, learning, z, base, 0);
    }

    /** Writes the logits of all outputs for the row that has been prepared; learns its class if there are rates. */
    private void run(float[] rates, int label, float[] logits, int to) {
        float[][] below = new float[spec.outputs()][0];
        for (int i = 0; i < layers.size(); i++) {
            float[][] inputs = new float[below.length][];
            float[][] above = new float[below.length][spec.layers().get(i).neurons()];
            for (int c = 0; c < above.length; c++) {
                inputs[c] = inputs(i, c, below[c]);
                for (int k = 0; k < above[c].length; k++) {
                    float[] weights = layers.get(i).weights()[c][k];
                    above[c][k] =
                            clip(dot(weights, context(i, c, k) * inputs[c].length, inputs[c]), spec.logitBound());
                }
            }
            // Not before all outputs are there, which may be coupled.
            for (int c = 0; c < above.length && rates != null; c++) {
                float size = dot(inputs[c], 0, inputs[c]);
                float normaliser = spec.rateNormaliser();
                float rate = normaliser > 0 ? rates[i] * normaliser / (normaliser + size) : rates[i];
                for (int k = 0; k < above[c].length; k++) {
                    update(i, c, k, inputs[c], rate * (probability(above, c, k) - spec.target(c, label)));
                }
            }
            below = above;
        }
        for (int c = 0; c < below.length; c++) {
            float sum = 0;
            for (float last : below[c]) {
                sum += last;
            }
            logits[to + c] = sum / below[c].length;
        }
    }

    private void update(int i, int output, int neuron, float[] inputs, float step) {
        float[] weights = layers.get(i).weights()[output][neuron];
        int from = context(i, output, neuron) * inputs.length;
        for (int j = 0; j < inputs.length; j++) {
            weights[from + j] = clip(weights[from + j] - step * inputs[j], spec.weightBound());
        }
    }

    /** What a neuron says of its output, by itself or beside the other outputs' neurons k. */
    private float probability(float[][] outputs, int c, int k) {
        if (spec.coupling() == Coupling.INDEPENDENT) {
            return (float) (1 / (1 + Math.exp(-outputs[c][k])));
        }
        double sum = 0;
        for (float[] output : outputs) {
            sum += Math.exp(output[k] - outputs[c][k]);
        }
        return (float) (1 / sum);
    }

    /** The layer below, the base logits where the layer reads them, then the bias. */
    private float[] inputs(int i, int output, float[] below) {
        LayerSpec layer = spec.layers().get(i);
        float[] inputs = new float[layer.inputs()];
        System.arraycopy(below, 0, inputs, 0, below.length);
        if (i == 0 || spec.skipConnections()) {
            int width = spec.basePredictions();
            System.arraycopy(base, spec.baseCopies() == 1 ? 0 : output * width, inputs, below.length, width);
        }
        if (layer.bias()) {
            inputs[inputs.length - 1] = layers.get(i).biasLogits()[output];
        }
        return inputs;
    }

    private int context(int i, int output, int neuron) {
        float[] normals = layers.get(i).normals(output, neuron);
        float[] thresholds = layers.get(i).bounds(output, neuron);
        int context = 0;
        for (int m = 0; m < thresholds.length; m++) {
            if (dot(normals, m * z.length, z) > thresholds[m]) {
                context |= 1 << m;
            }
        }
        return context;
    }

    private static float clip(float value, float bound) {
        return Math.max(-bound, Math.min(bound, value));
    }

    private static float dot(float[] a, int from, float[] b) {
        float sum = 0;
        for (int j = 0; j < b.length; j++) {
            sum += a[from + j] * b[j];
        }
        return sum;
    }

    private static List<LayerState> copy(List<LayerState> layers) {
        List<LayerState> copies = new ArrayList<>();
        for (LayerState l : layers) {
            copies.add(new LayerState(
                    copy(l.hyperplanes()),
                    copy(l.thresholds()),
                    copy(l.weights()),
                    l.biasLogits().clone()));
        }
        return copies;
    }

    private static float[][][] copy(float[][][] values) {
        float[][][] copy = new float[values.length][][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = new float[values[c].length][];
            for (int k = 0; k < copy[c].length; k++) {
                copy[c][k] = values[c][k].clone();
            }
        }
        return copy;
    }
}
