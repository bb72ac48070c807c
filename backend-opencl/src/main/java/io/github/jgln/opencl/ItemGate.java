package io.github.jgln.opencl;

/** {@link Phase#GATE} on processors: a work-item does a group of slots at a tile of rows. */
final class ItemGate extends BlockKernel {
    /** Slots gated together: with as many rows, what fits the registers of a common processor. */
    static final int LANES = 8;

    @PrivateMemorySpace(LANES)
    private final float[] dots0 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots1 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots2 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots3 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots4 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots5 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots6 = new float[LANES];

    @PrivateMemorySpace(LANES)
    private final float[] dots7 = new float[LANES];

    @Override
    public void run() {
        countJavaRun();
        if (rows > 0) {
            int item = getGlobalId();
            // Items that follow each other share the halfspaces.
            int tiles = (rows + TILE - 1) / TILE;
            int group = item / tiles;
            int row = (item - group * tiles) * TILE;
            int at = row * features;
            int first = groupVectors[group];
            int end = groupVectors[group + 1];
            for (int lane = 0; lane < LANES; lane++) {
                for (int r = 0; r < TILE; r++) {
                    contexts[(group * LANES + lane) * capacity + row + r] = 0;
                }
            }
            for (int vector = first; vector < end; vector++) {
                int h = vector * features * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    dots0[lane] = 0;
                    dots1[lane] = 0;
                    dots2[lane] = 0;
                    dots3[lane] = 0;
                    dots4[lane] = 0;
                    dots5[lane] = 0;
                    dots6[lane] = 0;
                    dots7[lane] = 0;
                }
                for (int i = 0; i < features; i++) {
                    float z0 = side[at + i];
                    float z1 = side[at + features + i];
                    float z2 = side[at + 2 * features + i];
                    float z3 = side[at + 3 * features + i];
                    float z4 = side[at + 4 * features + i];
                    float z5 = side[at + 5 * features + i];
                    float z6 = side[at + 6 * features + i];
                    float z7 = side[at + 7 * features + i];
                    int from = h + i * LANES;
                    for (int lane = 0; lane < LANES; lane++) {
                        float normal = halfspaces[from + lane];
                        dots0[lane] = dots0[lane] + z0 * normal;
                        dots1[lane] = dots1[lane] + z1 * normal;
                        dots2[lane] = dots2[lane] + z2 * normal;
                        dots3[lane] = dots3[lane] + z3 * normal;
                        dots4[lane] = dots4[lane] + z4 * normal;
                        dots5[lane] = dots5[lane] + z5 * normal;
                        dots6[lane] = dots6[lane] + z6 * normal;
                        dots7[lane] = dots7[lane] + z7 * normal;
                    }
                }
                int bit = 1 << (vector - first);
                for (int lane = 0; lane < LANES; lane++) {
                    float threshold = thresholds[vector * LANES + lane];
                    int to = (group * LANES + lane) * capacity + row;
                    contexts[to] = contexts[to] + (dots0[lane] > threshold ? bit : 0);
                    contexts[to + 1] = contexts[to + 1] + (dots1[lane] > threshold ? bit : 0);
                    contexts[to + 2] = contexts[to + 2] + (dots2[lane] > threshold ? bit : 0);
                    contexts[to + 3] = contexts[to + 3] + (dots3[lane] > threshold ? bit : 0);
                    contexts[to + 4] = contexts[to + 4] + (dots4[lane] > threshold ? bit : 0);
                    contexts[to + 5] = contexts[to + 5] + (dots5[lane] > threshold ? bit : 0);
                    contexts[to + 6] = contexts[to + 6] + (dots6[lane] > threshold ? bit : 0);
                    contexts[to + 7] = contexts[to + 7] + (dots7[lane] > threshold ? bit : 0);
                }
            }
        }
    }
}
