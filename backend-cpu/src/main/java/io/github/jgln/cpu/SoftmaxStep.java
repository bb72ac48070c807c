package io.github.jgln.cpu;

/** One row's numbers of a neuron whose outputs are coupled: an element per class, then some up to whole vectors. */
final class SoftmaxStep {
    final int classes;
    /** {@code w_c · l_c} without the bias; then the clipped outputs. */
    final float[] dots;
    /** Written: {@code η_c (p_c - y_c)}. */
    final float[] steps;

    final float[] rates;
    /** Of the picked weight rows; then the updated ones. */
    final float[] biasWeights;

    final float[] biasLogits;
    /** Room for {@code exp(o_c - max o)}. */
    final float[] powers;

    SoftmaxStep(int classes, int lanes) {
        this.classes = classes;
        int length = Layer.padded(classes, lanes);
        dots = new float[length];
        steps = new float[length];
        rates = new float[length];
        biasWeights = new float[length];
        biasLogits = new float[length];
        powers = new float[length];
    }

    /** The largest of the clipped outputs. */
    float largest() {
        float largest = dots[0];
        for (int c = 1; c < classes; c++) {
            largest = dots[c] > largest ? dots[c] : largest;
        }
        return largest;
    }

    /** The sum of the powers, in the order of the classes. */
    float sum() {
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += powers[c];
        }
        return sum;
    }
}
