package io.github.jgln.opencl;

import com.aparapi.Kernel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the kernels of both forms read and write. One kernel of each phase serves all networks on a device: a network lends it
 * the arrays of a dispatch and takes them back.
 *
 * <p>A unit is a (output c, neuron k) of a layer, numbered {@code c · K + k}. What is gated has a slot: a unit, or a neuron
 * that all outputs share where they share halfspaces; slots are padded to whole groups of {@link Form#lanes} and numbered
 * through all layers. A stream is a (unit, context): its rows share a weight row and no other stream touches it. The units of
 * one slot read its contexts and its order of rows. Where outputs are coupled a stream is a (slot, context), over the weight
 * rows of all outputs.
 *
 * <p>Gating and sorting know nothing of what is mixed. The kernels that learn and infer are those of a mixing family, and have
 * its name; another family has phases of its own beside them.
 *
 * <p>Aparapi's translator sets the style of these classes: a class for each phase, since only the first entry of a class
 * works; no {@code break}, no {@code switch}; no field is written but elements of arrays; every array is there and has an
 * element; no local variable has the name of an OpenCL type, such as {@code half}.
 */
abstract class BlockKernel extends Kernel {
    /** Rows that one work-item gates or one work-item or group predicts together. */
    static final int TILE = 8;

    /** What rows of weights and inputs are padded to, and the partial sums of a dot product on processors. */
    static final int VECTOR = 16;

    /** Work-items of a group on graphics cards. */
    static final int GROUP_SIZE = 32;

    /** How often a kernel was run by Java instead of the device: 0, or something is very wrong. */
    static final AtomicInteger JAVA_RUNS = new AtomicInteger();

    private static final float[] NO_FLOATS = {0};
    private static final int[] NO_INTS = {0};

    /** Rows of the block; with none a kernel does nothing. */
    int rows;

    /** Rows a block can hold; a multiple of {@link #TILE}. */
    int capacity;

    /** N. */
    int features;

    /** {@code [capacity][N]}. */
    float[] side;

    /** {@code [halfspace vector][N][lanes]}; the M vectors of a group follow each other. */
    float[] halfspaces;

    /** {@code [halfspace vector][lanes]}. */
    float[] thresholds;

    /** {@code [groups + 1]}: each group's first vector. */
    int[] groupVectors;

    /** {@code [slot][capacity]}. */
    int[] contexts;

    /** {@code [slots + 1]}: where each slot's contexts begin in {@link #ends}. */
    int[] slotStreams;

    /** {@code [context of a slot]}: where its rows end in the slot's order; they begin where those of the context before end. */
    int[] ends;

    /** {@code [slot][capacity]}: rows by context, then by time. */
    int[] order;

    // From here on: of the layer that learns or predicts.

    int neurons;
    int outputs;

    /** 2^M. */
    int contextCount;

    /** The slot of output 0, neuron 0. */
    int firstSlot;

    /** Between the slots of two outputs; 0 where they share halfspaces, else K. */
    int slotClassStride;

    /** The padded length of a weight row, without the bias. */
    int width;

    /** Between the input rows of two outputs; 0 where they share them. */
    int inputClassStride;

    /** {@code [C or 1][capacity][width]}; of Gaussians {@code [C or 1][capacity][3][width]}, see {@link GaussianKernel}. */
    float[] inputs;

    /** {@code [unit][context][width]}. */
    float[] weights;

    /** {@code [unit][context]}. */
    float[] biasWeights;

    /** {@code [C]}; 0 without a bias. */
    float[] biasLogits;

    int[] labels;

    /** {@code [capacity]}, or {@code [C][capacity]}. */
    float[] rates;

    /** Between the rates of two outputs; 0 where they have the same. */
    int rateClassStride;

    float logitBound;
    float weightBound;

    /** Where the logit of (output c, row t, neuron k) goes: {@code c · classStride + t · rowStride + k}. */
    float[] results;

    int resultClassStride;
    int resultRowStride;

    /** Lets go of every array, and makes a dispatch without new ones do nothing. */
    void takeBack() {
        rows = 0;
        side = NO_FLOATS;
        halfspaces = NO_FLOATS;
        thresholds = NO_FLOATS;
        groupVectors = NO_INTS;
        contexts = NO_INTS;
        slotStreams = NO_INTS;
        ends = NO_INTS;
        order = NO_INTS;
        inputs = NO_FLOATS;
        weights = NO_FLOATS;
        biasWeights = NO_FLOATS;
        biasLogits = NO_FLOATS;
        labels = NO_INTS;
        rates = NO_FLOATS;
        results = NO_FLOATS;
    }

    /** Left out of the translation, so only Java can count. Public, as the translator overlooks it otherwise. */
    @NoCL
    public void countJavaRun() {
        JAVA_RUNS.incrementAndGet();
    }

    /** {@code clip(value, -bound, bound)}. */
    final float bounded(float value, float bound) {
        float high = value > bound ? bound : value;
        return high < -bound ? -bound : high;
    }

    /** {@code η (σ(o) - y)} of a row: how far learning moves weights that mix Bernoulli predictions, per unit of input. */
    final float bernoulliStep(int row, int output, float logit) {
        int label = labels[row];
        int target = outputs == 1 ? label : (label == output ? 1 : 0);
        float sigmoid = 1f / (1f + exp(-logit));
        return rates[output * rateClassStride + row] * (sigmoid - target);
    }

    /**
     * {@code η (p_c - y_c)} of a row whose outputs are coupled, {@code p_c = exp(o_c) / Σ_j exp(o_j)}.
     *
     * @param below the output less the largest of all
     * @param sum of the powers of all outputs, these less the largest
     */
    final float softmaxStep(int row, int output, float below, float sum) {
        float target = labels[row] == output ? 1f : 0f;
        return rates[output * rateClassStride + row] * (exp(below) / sum - target);
    }
}
