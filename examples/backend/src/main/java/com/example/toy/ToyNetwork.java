package com.example.toy;

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
            for (int c = 0; c < spec.outputs(); c++) {
                out[outFrom + t * spec.outputs() + c] = run(c, null, 0);
            }
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
            for (int c = 0; c < spec.outputs(); c++) {
                out[outFrom + t * spec.outputs() + c] = run(c, ofRow, spec.target(c, classes.get(t)));
            }
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

    /** The logit of an output for the row that has been prepared; learns the target if there are rates. */
    private float run(int output, float[] rates, int target) {
        float[] below = new float[0];
        for (int i = 0; i < layers.size(); i++) {
            float[] inputs = inputs(i, output, below);
            float[] outputs = new float[spec.layers().get(i).neurons()];
            float c = spec.rateNormaliser();
            float rate = rates == null ? 0 : c > 0 ? rates[i] * c / (c + dot(inputs, 0, inputs)) : rates[i];
            for (int k = 0; k < outputs.length; k++) {
                float[] weights = layers.get(i).weights()[output][k];
                int from = context(i, output, k) * inputs.length;
                outputs[k] = clip(dot(weights, from, inputs), spec.logitBound());
                if (rates != null) {
                    float error = (float) (1 / (1 + Math.exp(-outputs[k]))) - target;
                    for (int j = 0; j < inputs.length; j++) {
                        float moved = weights[from + j] - rate * error * inputs[j];
                        weights[from + j] = clip(moved, spec.weightBound());
                    }
                }
            }
            below = outputs;
        }
        float sum = 0;
        for (float last : below) {
            sum += last;
        }
        return sum / below.length;
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
