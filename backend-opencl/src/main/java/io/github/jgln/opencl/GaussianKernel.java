package io.github.jgln.opencl;

import io.github.jgln.spi.Mixing;

/**
 * What the kernels that mix Gaussians share, above all the scalars of a neuron's step, see {@link Mixing.Gaussian}: a, b and c
 * of a row, s and m of a neuron, its precision p, its variance v and α and β of its step are named there; error is y - μ, shift
 * is μ - c.
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

    /** I. */
    int inputCount;

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

    /** α: how far a row moves the weights along a. */
    final float alpha(int row, float s, float precision, float variance, float error, float shift, float squaredA) {
        float excess = 0.5f * (error * error - variance);
        float rate = rates[row];
        float alpha = 0;
        if (published == 1) {
            alpha = s == precision ? rate * (excess + error * shift) : 0;
        } else {
            float share = 0.1f * (rate / inputCount);
            float most = 12 * variance;
            float x = excess > most ? most : excess;
            float least = s > mostPrecision ? 0 : x;
            x = x < least ? least : x;
            float along = error / (variance * precision) * shift + x;
            along = s < leastPrecision ? 0 : along;
            alpha = share * along / (1 + share * squaredA * variance * variance / 2);
        }
        return alpha;
    }

    /** β: how far along b. */
    final float beta(int row, float precision, float variance, float error, float squaredB) {
        float beta = rates[row] * error;
        if (published == 0) {
            float share = rates[row] / inputCount;
            beta = share
                    * (error / (variance * precision))
                    / (1 + share * squaredB / (variance * precision * precision));
        }
        return beta;
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
