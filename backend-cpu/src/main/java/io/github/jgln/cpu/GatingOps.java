package io.github.jgln.cpu;

/**
 * The inner loops of gating, without state. Two implementations stand side by side, {@link VectorGating} and
 * {@link PlainGating}, with the same meaning.
 *
 * <p>Every sum has one order that depends on its length alone, never on how rows are cut into blocks, so that results are
 * the same bit for bit whatever the chunking.
 */
interface GatingOps {
    /** Widest panel, in vectors of {@link Operations#lanes} halfspaces. */
    int panelVectors();

    /** Rows of a tile. */
    int tileRows();

    /** What {@link #gate} works in. */
    float[][] scratch();

    /**
     * Contexts of some rows for one panel of halfspaces: {@code bit = [h · z > b]}, set at its place in the context.
     *
     * @param z the block's side information: whole tiles as {@code [n][tileRows]}, then the rows left over, each by itself; see
     *     {@link io.github.jgln.spi.SideLayout}
     * @param firstRow of the block, a multiple of {@code tileRows}
     * @param contexts written: {@code [group][capacity][lanes]}; halfspace 0 overwrites, the others add their bit
     * @param scratch of this worker, from {@link #scratch()}
     */
    void gate(Panel panel, float[] z, int firstRow, int rows, int[] contexts, int capacity, float[][] scratch);

    /** Whether single rows are gated by a {@link RowScreen}. */
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
     * @param sums the vector's at {@code from}; overwritten
     * @param vector which of the bounds'
     * @param norm of the row
     * @param j the bit's place in the context
     * @param to where the group begins in contexts
     * @return a bit per lane: 1 where the two sides are closer to each other than {@code norm · doubt}
     */
    long decide(float[] sums, int from, ScreenBounds bounds, int vector, float norm, int j, int[] contexts, int to);
}
