package io.github.jgln.cpu;

/**
 * The inner loops of Gaussian mixing, for one thread. Two implementations stand side by side, {@link VectorGaussian} and
 * {@link PlainGaussian}, with the same meaning.
 *
 * <p>A row of inputs is {@code a}, k floats, then {@code b}, k floats; like weight rows both are padded with zeros to a multiple
 * of {@link Operations#lanes}. Every sum has one order that depends on its length alone.
 */
interface GaussianOps {
    /** The floats that go with a row: {@code c}, {@code |a|²} and {@code |b|²}, and one unused. */
    int ABOUT = 4;

    /** These operations for one thread, with whatever they work in. */
    GaussianOps forWorker();

    /**
     * Makes a row's inputs of variances, which are where a is to be, and means, where b is to be.
     *
     * @param about written at {@code to}: see {@link #ABOUT}
     */
    void describe(float[] x, int row, int k, float[] about, int to);

    /** {@code w · a} and {@code w · b} of the first units of a group. */
    void dots(GaussianGroup group, int units, float[] x, int row, int k);

    /** {@code w ← clip(w - alpha a + beta b, 0, W)}. */
    void update(GaussianGroup group, int units, float[] x, int row, int k, float weightBound);

    /** {@code ŵ · a} and {@code ŵ · b} with {@code ŵ = clip(w, -W, W)}. */
    void clippedDots(GaussianGroup group, int units, float[] x, int row, int k, float weightBound);

    /** {@code w ← w - alpha a + beta b} where {@code |w| ≤ W}. */
    void maskedUpdate(GaussianGroup group, int units, float[] x, int row, int k, float weightBound);
}
