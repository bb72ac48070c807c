package io.github.jgln.opencl;

import io.github.jgln.spi.Mixing;

/**
 * What the kernels that mix Gaussians share, above all the scalars of a neuron's step, see {@link Mixing.Gaussian}: a, b and c
 * of a row, s and m of a neuron, p its precision, v its variance, e = y - μ, and A and B of its step are named there.
 *
 * <p>A row of {@link #inputs} has {@link #PLANES} rows of {@code width} numbers: a, which are the precisions, then b, then the
 * means. Neurons hand up precisions and means; {@link Phase#CENTRE_GAUSSIANS} makes b of them. What pads a row is 0 in all.
 */
abstract class GaussianKernel extends BlockKernel {
    /** Of a row of inputs. */
    static final int PLANES = 3;

    /** Numbers of a row in {@link #centres}. */
    static final int CENTRE = 3;

    private static final float[] NO_FLOATS = {0};

    /** {@code [C or 1][capacity][CENTRE]}: c, |a|², |b|². */
    float[] centres;

    /** Between the centres of two outputs; 0 where they read the same inputs. */
    int centreClassStride;

    /** {@code [capacity][C]}. */
    float[] targets;

    /** 1 for {@link Mixing.Gaussian.Form#PUBLISHED}, else 0. */
    int published;

    float leastPrecision;
    float mostPrecision;

    /** Within which weights are mixed, whatever is stored: W in the published form, else anything. */
    float useBound;

    /** From where a neuron's precision goes in {@link #results} to where its mean does. */
    int resultMeans;

    @Override
    void takeBack() {
        super.takeBack();
        centres = NO_FLOATS;
        targets = NO_FLOATS;
    }

    /** p of s. */
    final float precision(float s) {
        float p = s < leastPrecision ? leastPrecision : s;
        if (published == 1) {
            p = s > mostPrecision ? mostPrecision : p;
            p = s > 0 ? p : mostPrecision;
        }
        return p;
    }

    /** The precision that the layer above reads, {@code 1 / v}. */
    final float handedUp(float precision) {
        return precision > mostPrecision ? mostPrecision : precision;
    }

    /** A. */
    final float alongA(float s, float precision, float variance, float error, float shift) {
        float excess = error * error - variance;
        float along = 0.5f * excess + error * shift;
        if (published == 1) {
            along = s == precision ? along : 0;
        } else {
            float bounded = error * shift / (variance * s) + 0.5f * (excess > 0 ? excess : 0);
            along = s > mostPrecision ? bounded : along;
            along = s < leastPrecision ? 0 : along;
        }
        return along;
    }

    /** B. */
    final float alongB(float s, float variance, float error) {
        float along = error;
        if (published == 0) {
            along = s > mostPrecision ? error / (variance * s) : along;
        }
        return along;
    }

    /** η of a row, by the length of the step in the stable form. */
    final float rate(int row, float alongA, float alongB, float squaredA, float squaredB) {
        float rate = rates[row];
        if (published == 0) {
            rate = rate / sqrt(1 + alongA * alongA * squaredA + alongB * alongB * squaredB);
        }
        return rate;
    }

    /** What is stored of a weight after a step. */
    final float learnt(float weight, float moved) {
        float stored = moved > 0 ? moved : 0;
        stored = stored > weightBound ? weightBound : stored;
        if (published == 1) {
            stored = weight > weightBound ? weight : moved;
            stored = weight < -weightBound ? weight : stored;
        }
        return stored;
    }
}
