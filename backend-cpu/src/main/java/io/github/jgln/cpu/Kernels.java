package io.github.jgln.cpu;

/**
 * The inner loops. Two implementations stand side by side, {@link VectorKernels} and {@link PlainKernels}, with the same
 * meaning; one is chosen when a backend opens.
 *
 * <p>Every sum has one order that depends on its length alone, never on how rows are cut into blocks, so that results are
 * the same bit for bit whatever the chunking. Weight rows and inputs are padded with zeros to a multiple of
 * {@link #lanes()}; {@code k} below is such a padded length.
 */
interface Kernels {
    /** These kernels for one thread, with whatever they work in. */
    Kernels forWorker();

    /** What decides the speed, in a few words. */
    String facts();

    /** Floats handled at once: neurons in a gating group, and what rows are padded to a multiple of. */
    int lanes();

    /** Widest gating panel, in vectors of {@code lanes} halfspaces. */
    int panelVectors();

    /** What {@link #gate} works in. */
    float[][] gatingScratch();

    /** Rows of a gating tile. */
    int tileRows();

    /** Whether a layer of this padded width is learnt by {@link #learnTogether} rather than by streams. */
    boolean learnsTogether(int k);

    /**
     * Contexts of some rows for one panel of halfspaces: {@code bit = [h · z > b]}, set at its place in the context.
     *
     * @param z side information from {@code zOffset} on: whole tiles as {@code [n][tileRows]}, then the rows left over, each
     *     by itself; see {@link Side}
     * @param firstRow of the block, a multiple of {@code tileRows}: which rows' contexts these are
     * @param panels the panel at {@code panelOffset} as {@code [n][vectors · lanes]}
     * @param vectors of the panel; vector v holds halfspace {@code (firstVector + v) % m} of the neurons in group
     *     {@code (firstVector + v) / m}
     * @param thresholds {@code [all vectors][lanes]}
     * @param contexts written: {@code [group][capacity][lanes]}; halfspace 0 overwrites, the others add their bit
     * @param scratch of this worker, from {@link #gatingScratch}
     */
    void gate(
            float[] z,
            int zOffset,
            int firstRow,
            int rows,
            int n,
            float[] panels,
            int panelOffset,
            int vectors,
            int firstVector,
            int m,
            float[] thresholds,
            int[] contexts,
            int capacity,
            float[][] scratch);

    /** Whether single rows are gated by a {@link Screen}. */
    boolean screens();

    /**
     * Products of one row with halfspaces of 16-bit integers.
     *
     * @param z the row
     * @param packed {@code [n][pairs][lanes]} at {@code from}: an even vector in the upper half, an odd one in the lower
     * @param pairs 1 or 2
     * @param sums written: {@code [2 · pairs][lanes]}
     */
    void screen(float[] z, int n, int[] packed, int from, int pairs, float[] sums);

    /**
     * Bits of a vector of halfspaces: {@code bit = [scale · sum > threshold]}, put into the contexts as {@link #gate} does.
     *
     * @param at where the vector begins in scales, thresholds and doubts
     * @param j the bit's place in the context
     * @param to where the group begins in contexts
     * @param sums overwritten
     * @return a bit per lane: 1 where the two sides are closer to each other than {@code norm · doubt}
     */
    long decide(
            float[] sums,
            int from,
            float[] scales,
            float[] thresholds,
            float[] doubts,
            int at,
            float norm,
            int j,
            int[] contexts,
            int to);

    /** {@code w · x}. */
    float dot(float[] w, int wOffset, float[] x, int xOffset, int k);

    /** {@code w ← w - g x}. */
    void update(float[] w, int wOffset, float[] x, int xOffset, int k, float g);

    /** {@code w ← w - g x}, then {@code w · next}, in one pass; the same bits as {@link #update} and {@link #dot}. */
    float updateDot(float[] w, int wOffset, float[] x, int xOffset, int nextOffset, int k, float g);

    /** {@code w ← clip(w, -bound, bound)}; returns the largest magnitude left. */
    float clip(float[] w, int wOffset, int k, float bound);

    /** Learns some neurons of a narrow layer row by row, all of them at each row. */
    void learnTogether(Layer layer, int firstUnit, int units, MixWork work, Scratch scratch);

    /** {@code logit(clip((x - min) / (max - min), ε, 1 - ε))} of one row; 0 if the row is constant. */
    void minMaxLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to);

    /** {@code logit(clip(x, ε, 1 - ε))} of one row. */
    void clipLogits(float[] rows, int offset, int n, float epsilon, float bound, float[] logits, int to);
}
