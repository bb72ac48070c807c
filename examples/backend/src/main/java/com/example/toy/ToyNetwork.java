package com.example.toy;

import io.github.jgln.BasePredictor;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.LayerSpec;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import java.util.ArrayList;
import java.util.List;

/** A network as plain arrays. Every sum runs in the same order whatever the call, so results are the same bit for bit. */
final class ToyNetwork implements Network {
    private final NetworkSpec spec;
    private final List<LayerState> layers;
    private final double[] mean;
    private final double[] squares;
    private long count;

    ToyNetwork(NetworkState state) {
        this.spec = state.spec();
        this.layers = copy(state.layers());
        this.mean = state.statistics().mean().clone();
        this.squares = state.statistics().squares().clone();
        this.count = state.statistics().count();
    }

    @Override
    public void infer(float[] rows, int rowCount, float[] baseLogits, float[] logits) {
        for (int t = 0; t < rowCount; t++) {
            run(rows, t, baseLogits, null, null, logits);
        }
    }

    @Override
    public void learn(float[] rows, int rowCount, float[] baseLogits, int[] labels, float[][] rates, float[] logits) {
        for (int t = 0; t < rowCount; t++) {
            run(rows, t, baseLogits, labels, rates, logits);
            if (spec.runningStatistics()) {
                count++;
                InputStatistics.add(count, rows, t * spec.inputs(), mean, squares);
            }
        }
    }

    @Override
    public void contexts(float[] rows, int rowCount, int layer, int[] contexts) {
        int neurons = spec.layers().get(layer).neurons();
        for (int t = 0; t < rowCount; t++) {
            float[] z = sideInformation(rows, t);
            for (int at = 0; at < spec.outputs() * neurons; at++) {
                contexts[t * spec.outputs() * neurons + at] = context(layer, at / neurons, at % neurons, z);
            }
        }
    }

    @Override
    public NetworkState download() {
        return new NetworkState(spec, copy(layers), new InputStatistics(count, mean.clone(), squares.clone()));
    }

    @Override
    public long memoryBytes() {
        return 4 * (spec.weights() + spec.halfspaces() * (spec.inputs() + 1));
    }

    @Override
    public void close() {}

    /** Predicts a row, and learns it if there are labels. */
    private void run(float[] rows, int t, float[] givenLogits, int[] labels, float[][] rates, float[] logits) {
        float[] z = sideInformation(rows, t);
        float[] base = spec.basePredictor().onHost() ? new float[spec.basePredictions()] : baseLogits(rows, t);
        if (spec.basePredictor().onHost()) {
            System.arraycopy(givenLogits, t * base.length, base, 0, base.length);
        }
        for (int c = 0; c < spec.outputs(); c++) {
            float[] below = new float[0];
            for (int i = 0; i < layers.size(); i++) {
                float[] inputs = inputs(i, c, base, below);
                float[] outputs = new float[spec.layers().get(i).neurons()];
                for (int k = 0; k < outputs.length; k++) {
                    float[] weights = layers.get(i).weights()[c][k];
                    int from = context(i, c, k, z) * inputs.length;
                    outputs[k] = clip(dot(weights, from, inputs), spec.logitBound());
                    if (labels != null) {
                        float error = (float) (1 / (1 + Math.exp(-outputs[k]))) - spec.target(c, labels[t]);
                        for (int j = 0; j < inputs.length; j++) {
                            float moved = weights[from + j] - rates[i][t] * error * inputs[j];
                            weights[from + j] = clip(moved, spec.weightBound());
                        }
                    }
                }
                below = outputs;
            }
            float sum = 0;
            for (float output : below) {
                sum += output;
            }
            logits[t * spec.outputs() + c] = sum / below.length;
        }
    }

    /** The layer below, the base logits where the layer reads them, then the bias. */
    private float[] inputs(int i, int output, float[] base, float[] below) {
        LayerSpec layer = spec.layers().get(i);
        float[] inputs = new float[layer.inputs()];
        System.arraycopy(below, 0, inputs, 0, below.length);
        if (i == 0 || spec.skipConnections()) {
            System.arraycopy(base, 0, inputs, below.length, base.length);
        }
        if (layer.bias()) {
            inputs[inputs.length - 1] = layers.get(i).biasLogits()[output];
        }
        return inputs;
    }

    private int context(int i, int output, int neuron, float[] z) {
        float[] thresholds = layers.get(i).thresholds()[output][neuron];
        int context = 0;
        for (int m = 0; m < thresholds.length; m++) {
            if (dot(layers.get(i).hyperplanes()[output][neuron], m * z.length, z) > thresholds[m]) {
                context |= 1 << m;
            }
        }
        return context;
    }

    private float[] sideInformation(float[] rows, int t) {
        float[] z = new float[spec.inputs()];
        for (int j = 0; j < z.length; j++) {
            float x = rows[t * z.length + j];
            z[j] = spec.sideInformation() == SideInformation.RAW ? x : x - (float) mean[j];
            if (spec.sideInformation() == SideInformation.STANDARDISED) {
                z[j] *= InputStatistics.scale(count, squares[j]);
            }
        }
        return z;
    }

    private float[] baseLogits(float[] rows, int t) {
        float[] logits = new float[spec.basePredictions()];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < spec.inputs(); j++) {
            min = Math.min(min, rows[t * spec.inputs() + j]);
            max = Math.max(max, rows[t * spec.inputs() + j]);
        }
        for (int j = 0; j < logits.length; j++) {
            float x = rows[t * spec.inputs() + j];
            float centred = x - (float) mean[j];
            BasePredictor predictor = spec.basePredictor();
            if (predictor instanceof BasePredictor.RowMinMax) {
                logits[j] = logit(max > min ? (x - min) / (max - min) : 0.5);
            } else if (predictor instanceof BasePredictor.Clip) {
                logits[j] = logit(x);
            } else if (predictor instanceof BasePredictor.StandardisedSigmoid) {
                logits[j] = clip(centred * InputStatistics.scale(count, squares[j]), spec.logitBound());
            } else if (predictor instanceof BasePredictor.CentredLogits c) {
                logits[j] = clip(centred * c.scale(), spec.logitBound());
            } else if (predictor instanceof BasePredictor.ConstantPrior prior) {
                logits[j] = logit(prior.probability());
            }
        }
        return logits;
    }

    private float logit(double probability) {
        double p = Math.max(spec.predictionClipping(), Math.min(1 - spec.predictionClipping(), probability));
        return clip((float) Math.log(p / (1 - p)), spec.logitBound());
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
